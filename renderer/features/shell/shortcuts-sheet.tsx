import { useEffect, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from '../../components/button.tsx';
import '../../components/dialog.css';
import { KeyList } from '../../components/key-list.tsx';
import { SHORTCUTS } from './shortcuts.ts';
import './shortcuts-sheet.css';
import { isDialogOpen, isTextField } from './use-search-shortcut.ts';

/** All keys, on F1 and `?`. */
export function ShortcutsSheet() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isAskedFor(event) || isDialogOpen()) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <ModalOverlay className="dialog-scrim" isDismissable isOpen={isOpen} onOpenChange={setOpen}>
      <Modal className="dialog-frame dialog-wide">
        <Dialog className="dialog">
          <Heading slot="title" className="dialog-title">
            Keyboard
          </Heading>
          <div className="shortcuts">
            {SHORTCUTS.map(({ place, keys }) => (
              <section key={place} aria-label={place}>
                <h3>{place}</h3>
                <KeyList keys={keys} />
              </section>
            ))}
          </div>
          <div className="dialog-actions">
            <Button onPress={() => setOpen(false)}>Close</Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function isAskedFor(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  return event.key === 'F1' || (event.key === '?' && !isTextField(event.target));
}
