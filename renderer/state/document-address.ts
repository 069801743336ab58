import type { AppLink } from '../../app/contracts/app-link.ts';
import { searchAddress } from './search-address.ts';
import { addressOf } from './view.ts';

/** A place in a document of the library. */
export interface DocumentAddress {
  /** Absolute path. */
  readonly path: string;
  /** Where the sentence begins in the document text. */
  readonly offset?: number;
}

/** As the address of the window says it: `#/library?document=/notes/frost.md&sentence=120`. */
export function documentAddress({ path, offset }: DocumentAddress): string {
  const parts = new URLSearchParams({ document: path });
  if (offset !== undefined) parts.set('sentence', String(offset));
  return `${addressOf('library')}?${parts}`;
}

/** Null where the address names no document. */
export function readDocumentAddress(hash: string): DocumentAddress | null {
  const [view, search = ''] = hash.split('?', 2);
  const parts = new URLSearchParams(search);
  const path = parts.get('document');
  if (view !== addressOf('library') || !path) return null;
  const sentence = parts.get('sentence') ?? '';
  return /^\d{1,15}$/.test(sentence) ? { path, offset: Number(sentence) } : { path };
}

/** Where a link into the app leads in this window. */
export function addressOfLink(link: AppLink): string {
  if (link.kind === 'search') return searchAddress(link);
  const { document: path, sentence } = link;
  return documentAddress(sentence === undefined ? { path } : { path, offset: sentence });
}
