import type { DragEvent } from 'react';
import { fileAddress } from '../../state/citation.ts';
import { useServices } from '../../state/services.ts';

/** Dragging a document out of the window: the desktop app drags the file, a browser can only drag its address. */
export function useDragOut(documentId: number, path: string) {
  const { connection, desktop } = useServices();
  return {
    draggable: true,
    onDragStart(event: DragEvent) {
      if (desktop) {
        event.preventDefault();
        // A file that is gone meanwhile is not dragged; looking at it says why.
        void connection.client.document.open({ documentId, how: 'drag' }).catch(() => {});
        return;
      }
      event.dataTransfer.effectAllowed = 'copyLink';
      event.dataTransfer.setData('text/uri-list', fileAddress(path));
      event.dataTransfer.setData('text/plain', path);
    },
  };
}
