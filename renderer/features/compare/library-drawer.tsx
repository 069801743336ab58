import { useRef, useState } from 'react';
import { Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from '../../components/button.tsx';
import type { Side } from '../../state/compare-session.ts';
import type { HitPlace } from '../../state/result-list.ts';
import { useServices } from '../../state/services.ts';
import { PreviewPane } from '../preview/preview-pane.tsx';
import './library-drawer.css';
import { NearestHits } from './nearest-hits.tsx';

interface LibraryDrawerProps {
  readonly side: Side;
  readonly text: string;
}

const NAMES: Record<Side, string> = { a: 'first', b: 'second' };

/** "Where in my library?": what says the same as one of the texts, in a sheet at the side. */
export function LibraryDrawer({ side, text }: LibraryDrawerProps) {
  return (
    <DialogTrigger>
      <Button
        kind="quiet"
        isDisabled={text.trim() === ''}
        aria-label={`Where in my library? ${NAMES[side]} text`}
      >
        Where in my library?
      </Button>
      <ModalOverlay className="library-drawer-scrim" isDismissable>
        <Modal className="library-drawer">
          <Dialog className="library-drawer-dialog">
            {({ close }) => <DrawerContent side={side} text={text} onClose={close} />}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}

function DrawerContent({ side, text, onClose }: LibraryDrawerProps & { readonly onClose: () => void }) {
  const { compare } = useServices();
  const [opened, setOpened] = useState<HitPlace | null>(null);
  const [openings, setOpenings] = useState(0);
  const openedFrom = useRef<Element>(null);
  const open = (place: HitPlace) => {
    if (!opened) openedFrom.current = document.activeElement;
    setOpened(place);
    setOpenings((before) => before + 1);
  };
  const backToList = () => {
    setOpened(null);
    requestAnimationFrame(() => {
      if (openedFrom.current instanceof HTMLElement) openedFrom.current.focus();
    });
  };
  return (
    <>
      {opened && <PreviewPane place={opened} openings={openings} onMove={open} onClose={backToList} />}
      <div className="library-drawer-list" hidden={opened !== null}>
        <header className="library-drawer-head">
          <div>
            <Heading slot="title">Where in your library</Heading>
            <p className="library-drawer-text">{text}</p>
          </div>
          <button type="button" className="preview-close" aria-label="Close" onClick={onClose}>
            ×
          </button>
        </header>
        <NearestHits
          text={text}
          onOpen={open}
          onTake={(sentence) => {
            compare.setText(side === 'a' ? 'b' : 'a', sentence);
            onClose();
          }}
        />
      </div>
    </>
  );
}
