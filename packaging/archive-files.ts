import { getRawHeader } from '@electron/asar';

export interface ArchiveFile {
  /** Inside the archive, without a leading slash. */
  readonly path: string;
  readonly bytes: number;
  /** Lies beside the archive, as a real file. */
  readonly isUnpacked: boolean;
}

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly size?: number;
  readonly unpacked?: boolean;
}

/** Every file of an asar archive. */
export function archiveFiles(archive: string): ArchiveFile[] {
  return filesWithin(getRawHeader(archive).header as Entry, '');
}

function filesWithin({ files, size, unpacked }: Entry, path: string): ArchiveFile[] {
  if (!files) return [{ path, bytes: size ?? 0, isUnpacked: unpacked === true }];
  return Object.entries(files).flatMap(([name, entry]) =>
    filesWithin(entry, path ? `${path}/${name}` : name),
  );
}
