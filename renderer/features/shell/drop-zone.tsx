import { useEffect, useState } from 'react';
import { toErrorInfo } from '../../client/failure.ts';
import { type DroppedThing, outcomeOfDrop } from '../../state/dropped-things.ts';
import { type Services, useServices } from '../../state/services.ts';
import './drop-zone.css';
import { isDialogOpen } from './use-search-shortcut.ts';

/** Folders that are dropped anywhere on the window are added to the library. */
export function DropZone() {
  const services = useServices();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    // Entering a part of the page comes before leaving the one around it.
    let depth = 0;
    const count = (by: number) => {
      depth = Math.max(0, depth + by);
      setOver(depth > 0);
    };
    const listeners: Record<string, (event: DragEvent) => void> = {
      dragenter: () => count(1),
      dragleave: () => count(-1),
      dragover: (event) => event.preventDefault(),
      drop: (event) => {
        event.preventDefault();
        count(-depth);
        if (!isDialogOpen()) void addDropped(thingsOf(event, services), services);
      },
    };
    const stops = Object.entries(listeners).map(([name, listener]) => {
      const ofFiles = (event: Event) => bringsFiles(event as DragEvent) && listener(event as DragEvent);
      document.addEventListener(name, ofFiles);
      return () => document.removeEventListener(name, ofFiles);
    });
    return () => {
      for (const stop of stops) stop();
    };
  }, [services]);
  if (!isOver) return null;
  return (
    <div className="drop-zone" aria-hidden="true">
      <p>Drop a folder to add it to the library</p>
    </div>
  );
}

const bringsFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;

function thingsOf({ dataTransfer }: DragEvent, { desktop }: Services): DroppedThing[] {
  return [...(dataTransfer?.items ?? [])].flatMap((item) => {
    const file = item.getAsFile();
    if (!file) return [];
    const isFolder = item.webkitGetAsEntry()?.isDirectory ?? false;
    return [{ name: file.name, isFolder, path: desktop?.pathOfFile(file) ?? '' }];
  });
}

async function addDropped(things: readonly DroppedThing[], { addFolder, notices }: Services): Promise<void> {
  const { folders, trouble } = outcomeOfDrop(things);
  try {
    for (const folder of folders) await addFolder(folder);
    if (trouble) notices.tell({ kind: 'failed', error: trouble });
  } catch (error) {
    notices.tell({ kind: 'failed', error: toErrorInfo(error) });
  }
}
