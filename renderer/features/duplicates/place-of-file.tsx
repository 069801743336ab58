import type { Source } from '../../../app/contracts/library.ts';
import { placeOf } from '../../state/document-place.ts';

interface PlaceOfFileProps {
  readonly path: string;
  readonly sources: readonly Source[];
}

/** Where a file lies, as people say it; the whole path on demand. */
export function PlaceOfFile({ path, sources }: PlaceOfFileProps) {
  const { folders, file } = placeOf(path, sources);
  return <span title={path}>{[...folders, file].join(' / ')}</span>;
}
