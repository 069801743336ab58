import type { ReactNode } from 'react';
import { Dialog as AriaDialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import './dialog.css';

interface DialogProps {
  readonly title: string;
  /** The button that opens the dialog. */
  readonly trigger: ReactNode;
  readonly children: (close: () => void) => ReactNode;
  /** Narrow for a question, wide for work. */
  readonly width?: 'narrow' | 'wide';
}

/** A button and the modal dialog it opens; Escape and a click outside close it. */
export function Dialog({ title, trigger, children, width = 'narrow' }: DialogProps) {
  return (
    <DialogTrigger>
      {trigger}
      <ModalOverlay className="dialog-scrim" isDismissable>
        <Modal className={`dialog-frame dialog-${width}`}>
          <AriaDialog className="dialog">
            {({ close }) => (
              <>
                <Heading slot="title" className="dialog-title">
                  {title}
                </Heading>
                {children(close)}
              </>
            )}
          </AriaDialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
