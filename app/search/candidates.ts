import type { SearchMode } from '../contracts/search.ts';
import type { DocumentId, PassageId, VectorUnit } from '../storage/ids.ts';
import { fuseRanks } from './rank-fusion.ts';
import type { SearchServices } from './services.ts';
import type { WordQuery } from './word-query.ts';

/** What the stages are asked. */
export interface CandidateQuery {
  /** Null where meaning takes no part. */
  readonly vector: Float32Array | null;
  readonly words: WordQuery | null;
  readonly mode: SearchMode;
  /** Null: all documents. */
  readonly documents: readonly DocumentId[] | null;
}

export interface Candidate {
  readonly passageId: PassageId;
  readonly documentId: DocumentId;
  readonly score: number;
  readonly byMeaning: boolean;
  readonly byWords: boolean;
}

const LIMIT: Record<VectorUnit | 'words', number> = { sentence: 150, passage: 80, words: 80 };

/**
 * Asks the sentence vectors, the passage vectors and the words, and fuses their ranks into passages, best first.
 * Conditions (phrases, exclusions, filters) hold for every candidate.
 */
export async function findCandidates(query: CandidateQuery, services: SearchServices): Promise<Candidate[]> {
  const scope = scopeOf(query, services);
  const [sentences, windows] = await Promise.all([
    meaningStage('sentence', query.vector, scope, services),
    meaningStage('passage', query.vector, scope, services),
  ]);
  const words = wordStage(query, scope, services);
  const documentOf = new Map<PassageId, DocumentId>();
  for (const { passageId, documentId } of [...sentences, ...windows]) documentOf.set(passageId, documentId);
  for (const row of services.store.passages.byIds(words).values()) documentOf.set(row.id, row.documentId);

  const meaning = new Set([...sentences, ...windows].map((owner) => owner.passageId));
  const wordSet = new Set(words);
  return fuseRanks<PassageId>([
    { keys: distinct(sentences.map((owner) => owner.passageId)), weight: 1 },
    { keys: distinct(windows.map((owner) => owner.passageId)), weight: 1 },
    { keys: words, weight: 1 },
  ]).flatMap(({ key: passageId, score }) => {
    const documentId = documentOf.get(passageId);
    if (documentId === undefined || !scope.allows(passageId, documentId)) return [];
    return [
      { passageId, documentId, score, byMeaning: meaning.has(passageId), byWords: wordSet.has(passageId) },
    ];
  });
}

/** Which passages may be hits: by document, by required words, by excluded words. */
interface Scope {
  readonly passages: readonly PassageId[] | null;
  readonly documents: readonly DocumentId[] | null;
  allows(passage: PassageId, document: DocumentId): boolean;
}

function scopeOf({ documents, words }: CandidateQuery, { store }: SearchServices): Scope {
  const passages = words?.required ? store.words.matchingPassages(words.required) : null;
  const required = passages && new Set(passages);
  const excluded = new Set(words?.excluded ? store.words.matchingPassages(words.excluded) : []);
  const allowedDocuments = documents && new Set(documents);
  return {
    passages,
    documents,
    allows: (passage, document) =>
      !excluded.has(passage) &&
      (required === null || required.has(passage)) &&
      (allowedDocuments === null || allowedDocuments.has(document)),
  };
}

async function meaningStage(
  unit: VectorUnit,
  vector: Float32Array | null,
  { passages, documents }: Scope,
  { vectors, store, model }: SearchServices,
) {
  if (vector === null) return [];
  const allowed = passages
    ? store.vectors.ofPassages(unit, model, passages)
    : documents && store.vectors.ofDocuments(unit, model, documents);
  const { ids } = await vectors.search(unit, vector, LIMIT[unit], allowed ?? undefined);
  const owners = new Map(store.vectors.owners(unit, ids).map((owner) => [owner.vectorId as number, owner]));
  return ids.flatMap((id) => owners.get(id) ?? []);
}

function wordStage({ words, mode }: CandidateQuery, scope: Scope, { store }: SearchServices): PassageId[] {
  if (words?.candidates == null || mode === 'meaning') return [];
  // A document filter is applied after ranking, so the stage looks deeper where there is one.
  const limit = scope.documents ? LIMIT.words * 25 : LIMIT.words;
  return store.words.match(words.candidates, limit).map((hit) => hit.passageId);
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
