import { useEffect, useState } from 'react';
import type { ErrorInfo, FolderListing } from '../../../app/contracts/library.ts';
import { useServices } from '../../state/services.ts';
import { useFetched } from '../../state/use-fetched.ts';

const TYPING_PAUSE_MS = 250;

export interface TypedFolder {
  /** What the field shows. */
  readonly path: string;
  /** The folder from inside, never another one than the field names; null until it is known. */
  readonly listing: FolderListing | null;
  /** True once the folder in the field is known to exist. */
  readonly isFound: boolean;
  /** Why there is no such folder. */
  readonly error: ErrorInfo | null;
  type(path: string): void;
  /** Walks to a folder; without a path, home. */
  open(path: string | undefined): void;
  /** Looks at what is typed without waiting for a pause. */
  openNow(): void;
}

/** A folder by its path, looked up as it is typed. */
export function useTypedFolder(): TypedFolder {
  const { client } = useServices().connection;
  const [asked, setAsked] = useState<string | undefined>(undefined);
  const [typed, setTyped] = useState<string | null>(null);
  const fetched = useFetched(asked ?? '', (signal) =>
    client.folders.list(asked === undefined ? {} : { path: asked }, { signal }),
  );
  const wanted = typed?.trim();
  const isAsked = wanted === undefined || wanted === asked;
  useEffect(() => {
    if (isAsked) return;
    const timer = setTimeout(() => setAsked(wanted), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted, isAsked]);

  const found = fetched.kind === 'ready' && isAsked ? fetched.value : null;
  // While one walks, the folder before stays in sight; while one types, it would be the wrong one.
  const before = fetched.kind === 'loading' && typed === null ? fetched.previous : null;
  return {
    path: typed ?? found?.path ?? asked ?? before?.path ?? '',
    listing: found ?? before,
    isFound: found !== null,
    error: fetched.kind === 'failed' && isAsked ? fetched.error : null,
    type: setTyped,
    open(path) {
      setAsked(path);
      setTyped(null);
    },
    openNow: () => wanted !== undefined && setAsked(wanted),
  };
}
