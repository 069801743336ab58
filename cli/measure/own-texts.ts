import { DocumentsRequest } from '../../app/contracts/library.ts';
import { MAX_QUERY_CHARACTERS } from '../../app/contracts/search.ts';
import type { Engine } from '../../app/engine/engine.ts';

/** Documents that texts are taken of. */
const DOCUMENTS = 40;
const FEWEST_WORDS = 4;
const WORDS_OF_A_QUERY = 8;

/** Paragraphs of documents all over the library, as many as the documents that are looked at have. */
export function ownTexts(engine: Pick<Engine, 'documents' | 'reading'>): string[] {
  const page = (offset: number) =>
    engine.documents(DocumentsRequest.parse({ status: 'indexed', offset, limit: 1 }));
  const { total } = page(0);
  const count = Math.min(DOCUMENTS, total);
  return Array.from({ length: count }, (_, i) => page(Math.floor((i * total) / count)).documents[0])
    .flatMap((document) => (document ? engine.reading.previewAt(document.path).text.split('\n') : []))
    .filter((line) => words(line).length >= FEWEST_WORDS);
}

/** What a person might type who half remembers one of the texts. @param count  at most */
export function queriesOf(texts: readonly string[], count: number): string[] {
  const wanted = Math.min(count, texts.length);
  return Array.from({ length: wanted }, (_, i) => texts[Math.floor((i * texts.length) / wanted)]!).map(
    (text) => words(text).slice(0, WORDS_OF_A_QUERY).join(' ').slice(0, MAX_QUERY_CHARACTERS),
  );
}

function words(line: string): string[] {
  return line.match(/\p{L}[\p{L}\p{N}]*/gu) ?? [];
}
