import type { ErrorInfo } from '../../app/contracts/library.ts';

/** Something that was dropped on the window. */
export interface DroppedThing {
  readonly name: string;
  readonly isFolder: boolean;
  /** Absolute; empty where the window is not told, as in a browser. */
  readonly path: string;
}

/** What becomes of what was dropped: folders to add, and why the rest is left. */
export interface DropOutcome {
  readonly folders: readonly string[];
  readonly trouble: ErrorInfo | null;
}

/** A library is made of folders, which are followed as they change; a file is in it by its folder. */
export function outcomeOfDrop(things: readonly DroppedThing[]): DropOutcome {
  const known = things.filter(({ path }) => path !== '');
  const folders = known.filter(({ isFolder }) => isFolder).map(({ path }) => path);
  const file = known.find(({ isFolder }) => !isFolder);
  if (known.length < things.length) return { folders, trouble: NO_PATHS };
  return { folders, trouble: file ? isFile(file) : null };
}

const NO_PATHS: ErrorInfo = {
  code: 'drop.no-path',
  message: 'A browser does not say where dropped things lie, so nothing was added.',
  nextStep: 'Choose the folder with “Add a folder”; Semblance reads it where it is.',
  retryable: false,
};

function isFile({ name, path }: DroppedThing): ErrorInfo {
  const folder = path.slice(0, -name.length).replace(/[/\\]$/, '');
  return {
    code: 'drop.is-file',
    message: `“${name}” is a file, and a library is made of folders.`,
    nextStep: `Drop the folder that it lies in: ${folder}`,
    retryable: false,
  };
}
