import { formatAppLink } from '../../app/contracts/app-link.ts';
import { documentAddress } from './document-address.ts';
import type { HitPlace } from './result-list.ts';
import { formatDate } from './wording.ts';

/** `“The sentence.” Title › Heading, p. 3 (notes / frost.md, 3 Mar 2026)` */
export function citationOf({ document, passage }: HitPlace, place: readonly string[]): string {
  const { text, sentence } = passage.readable;
  const quoted = text.slice(sentence.start, sentence.end).replace(/\s+/g, ' ').trim();
  const title = document.title ?? place.at(-1);
  const heading = passage.heading.filter((name) => name !== title);
  const page = passage.page === undefined ? '' : `, p. ${passage.page}`;
  const where = `${[title, ...heading].join(' › ')}${page} (${place.join(' / ')}, ${formatDate(document.modifiedAt)})`;
  return quoted === '' ? where : `“${quoted}” ${where}`;
}

/** The file as a link in Markdown, as notes and editors take it. */
export function linkTo({ document }: HitPlace): string {
  const title = (document.title ?? document.document).replace(/[[\]\\]/g, '\\$&');
  return `[${title}](${fileAddress(document.document)})`;
}

/** The sentence in Semblance itself: through the desktop app, or at the address of this page while it is served. */
export function linkInto({ document, passage }: HitPlace, isDesktop: boolean): string {
  const { start } = passage.sentence;
  if (isDesktop) return formatAppLink({ kind: 'open', document: document.document, sentence: start });
  return new URL(documentAddress({ path: document.document, offset: start }), location.href).href;
}

/** The address of a file, as browsers and desktops take it. */
export function fileAddress(path: string): string {
  const parts = path.split(/[/\\]/).map((part) => encodeURIComponent(part).replaceAll('%3A', ':'));
  return path.startsWith('/') ? `file://${parts.join('/')}` : `file:///${parts.join('/')}`;
}
