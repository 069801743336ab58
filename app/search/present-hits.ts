import type { Span } from '../contracts/document.ts';
import type { DocumentHit, PassageHit } from '../contracts/search.ts';
import type { DocumentId, PassageId, VectorId } from '../storage/ids.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import type { PassageRow, SentenceRow } from '../storage/read/passages.ts';
import type { Candidate } from './candidates.ts';
import { percentileOf } from './percentile.ts';
import type { SearchServices } from './services.ts';

/** Further passages shown for one document. */
const MORE_PER_DOCUMENT = 3;
/** How much a matched word weighs against cosine when the sentence to mark is chosen. */
const WORD_BONUS = 0.03;
const WORD_CHARACTERS = 8;

interface Presentation {
  readonly vector: Float32Array | null;
  /** FTS5 expressions of the words to mark, and of those that tell which sentence is meant; or null. */
  readonly marking: string | null;
  readonly telling: string | null;
}

/** Groups candidates by document (each as good as its best passage) and fills in what a person needs to see. */
export function presentHits(
  candidates: readonly Candidate[],
  limit: number,
  presentation: Presentation,
  services: SearchServices,
): DocumentHit[] {
  const groups = groupByDocument(candidates, limit);
  const chosen = [...groups.values()].flat();
  const details = loadDetails(chosen, presentation, services);
  const documents = services.store.documents.byIds([...groups.keys()]);
  return Array.from(groups, ([documentId, group]) => {
    const document = documents.get(documentId);
    const [best, ...more] = group.flatMap((candidate) => passageHit(candidate, details) ?? []);
    if (!document || !best) return [];
    const { path, title, modifiedAt } = document;
    return [{ ...best, documentId, document: path, title, modifiedAt, more }];
  }).flat();
}

function groupByDocument(candidates: readonly Candidate[], limit: number): Map<DocumentId, Candidate[]> {
  const groups = new Map<DocumentId, Candidate[]>();
  for (const candidate of candidates) {
    const group = groups.get(candidate.documentId);
    if (group === undefined) {
      if (groups.size < limit) groups.set(candidate.documentId, [candidate]);
    } else if (group.length <= MORE_PER_DOCUMENT) group.push(candidate);
  }
  return groups;
}

type WordSpans = ReadonlyMap<PassageId, readonly Span[]>;

interface Details {
  readonly passages: ReadonlyMap<PassageId, PassageRow>;
  readonly sentences: ReadonlyMap<PassageId, readonly SentenceRow[]>;
  /** By vector. */
  readonly cosines: ReadonlyMap<VectorId, number>;
  readonly words: WordSpans;
  readonly telling: WordSpans;
  readonly randomPairs: Float64Array;
}

function loadDetails(
  candidates: readonly Candidate[],
  { vector, marking, telling }: Presentation,
  { store, model, randomPairs }: SearchServices,
): Details {
  const ids = candidates.map((candidate) => candidate.passageId);
  const sentences = store.passages.sentences(ids, model);
  return {
    passages: store.passages.byIds(ids),
    sentences: Map.groupBy(sentences, (sentence) => sentence.passageId),
    cosines: vector ? cosinesOf(sentences, vector, store) : new Map(),
    ...wordsOf(marking, telling, ids, store),
    randomPairs: randomPairs(),
  };
}

function wordsOf(
  marking: string | null,
  telling: string | null,
  ids: readonly PassageId[],
  { words }: LibraryStore,
): Pick<Details, 'words' | 'telling'> {
  if (marking === null || telling === null) return { words: new Map(), telling: new Map() };
  const [marked, told = marked!] = words.wordSpansOfEach([...new Set([marking, telling])], ids);
  return { words: marked!, telling: told };
}

/** Of the stored vectors: a few rows of the database are nearer than the vector worker. */
function cosinesOf(
  sentences: readonly SentenceRow[],
  query: Float32Array,
  { vectors }: LibraryStore,
): Map<VectorId, number> {
  const wanted = sentences.flatMap(({ vectorId }) => vectorId ?? []);
  const { ids, scales, data } = vectors.byIds(wanted);
  return new Map(
    ids.map((id, row) => {
      let sum = 0;
      for (let i = 0; i < query.length; i++) sum += query[i]! * data[row * query.length + i]!;
      return [id as VectorId, sum * scales[row]!];
    }),
  );
}

/** Null for a sentence without a vector. */
function cosineOf({ vectorId }: SentenceRow, cosines: Details['cosines']): number | null {
  return vectorId === null ? null : (cosines.get(vectorId) ?? null);
}

function passageHit(candidate: Candidate, details: Details): PassageHit | null {
  const passage = details.passages.get(candidate.passageId);
  const words = details.words.get(candidate.passageId) ?? [];
  const sentences = details.sentences.get(candidate.passageId) ?? [];
  const telling = details.telling.get(candidate.passageId) ?? [];
  const best = bestSentence(sentences, telling, details.cosines);
  if (!passage || !best) return null;
  const cosine = cosineOf(best, details.cosines);
  return {
    passageId: passage.id,
    score: candidate.score,
    cosine,
    percentile: cosine === null ? null : percentileOf(cosine, details.randomPairs),
    heading: [...passage.heading],
    ...(passage.page === null ? {} : { page: passage.page }),
    sentence: placed(passage, best.span),
    passage: placed(passage, passage.span),
    readable: { text: passage.text, sentence: best.textSpan, words: [...words] },
    isCode: passage.kind === 'code',
    matched: candidate.byMeaning && candidate.byWords ? 'both' : candidate.byWords ? 'words' : 'meaning',
  };
}

function bestSentence(
  sentences: readonly SentenceRow[],
  words: readonly Span[],
  cosines: Details['cosines'],
): SentenceRow | undefined {
  const worth = (sentence: SentenceRow) =>
    (cosineOf(sentence, cosines) ?? 0) +
    WORD_BONUS * sum(words.filter((word) => isInside(word, sentence.textSpan)).map(weight));
  return sentences.reduce<SentenceRow | undefined>(
    (best, sentence) => (best === undefined || worth(sentence) > worth(best) ? sentence : best),
    undefined,
  );
}

/** A phrase that was asked for is marked as one stretch, and counts more than its words apart. */
function weight({ start, end }: Span): number {
  return 1 + ((end - start) / WORD_CHARACTERS) ** 2;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function isInside(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** A place in the document text with the text that stands there. */
function placed({ span, sourceText }: PassageRow, { start, end }: Span) {
  return { text: sourceText.slice(start - span.start, end - span.start), start, end };
}
