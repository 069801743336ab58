import type { SearchMode } from '../contracts/search.ts';
import type { DocumentId, PassageId, VectorUnit } from '../storage/ids.ts';
import type { VectorOwner } from '../storage/read/vectors.ts';
import type { DocumentScope } from './document-scopes.ts';
import { orderEqualScores, type ScoredPassage } from './equal-scores.ts';
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
  readonly scope: DocumentScope | null;
  /** The document that meaning leaves out. */
  readonly except: DocumentId | null;
}

export interface Candidate {
  readonly passageId: PassageId;
  readonly documentId: DocumentId;
  readonly score: number;
  readonly byMeaning: boolean;
  readonly byWords: boolean;
}

const LIMIT: Record<VectorUnit | 'words', number> = { sentence: 150, passage: 80, words: 80 };
/** So many vectors more are looked at, to see whether others are as near as the last. */
const BEYOND = 10;
/** How much further is looked when what is left out took the places of what is wanted, or others are as near. */
const WIDENING = 8;

/**
 * Asks the sentence vectors, the passage vectors and the words, and fuses their ranks into passages, best first.
 * Conditions (phrases, exclusions, filters) hold for every candidate.
 */
export async function findCandidates(query: CandidateQuery, services: SearchServices): Promise<Candidate[]> {
  // The vector worker works while this thread looks the words up.
  const meaningFound = meaningStages(query, services);
  meaningFound.catch(() => {});
  const words = wordStage(query, services);
  const [sentences, windows] = await meaningFound;
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
    if (documentId === undefined) return [];
    return [
      { passageId, documentId, score, byMeaning: meaning.has(passageId), byWords: wordSet.has(passageId) },
    ];
  });
}

async function meaningStages(query: CandidateQuery, services: SearchServices) {
  const { vector } = query;
  if (vector === null) return [[], []] as const;
  const conditions = conditionsOf(query, services);
  return Promise.all([
    nearest('sentence', vector, conditions, services),
    nearest('passage', vector, conditions, services),
  ]);
}

/** What the nearest vectors must satisfy: some are not looked at, others are left out when they were found. */
interface Conditions {
  /** The vectors that are looked at; undefined: all. */
  vectors(unit: VectorUnit): ArrayLike<number> | undefined;
  allows(owner: VectorOwner): boolean;
}

function conditionsOf(
  { scope, words, except }: CandidateQuery,
  { store, model }: SearchServices,
): Conditions {
  const required = words?.required
    ? store.words.matchingPassages(words.required, scope?.documents ?? null)
    : null;
  const excluded = new Set(words?.excluded ? store.words.matchingPassages(words.excluded) : []);
  return {
    vectors: (unit) => (required ? store.vectors.ofPassages(unit, model, required) : scope?.vectors[unit]),
    allows: ({ passageId, documentId }) => documentId !== except && !excluded.has(passageId),
  };
}

/** Owners of the nearest vectors that satisfy the conditions, best first. */
async function nearest(
  unit: VectorUnit,
  vector: Float32Array,
  conditions: Conditions,
  { vectors, store }: SearchServices,
): Promise<(VectorOwner & ScoredPassage)[]> {
  const among = conditions.vectors(unit);
  const wanted = LIMIT[unit];
  for (let limit = wanted + BEYOND; ; limit *= WIDENING) {
    const { ids, scores } = await vectors.search(unit, vector, limit, among);
    const owners = new Map(store.vectors.owners(unit, ids).map((owner) => [owner.vectorId as number, owner]));
    const allowed = ids.flatMap((id, i) => {
      const owner = owners.get(id);
      return owner && conditions.allows(owner) ? { ...owner, score: scores[i]! } : [];
    });
    const last = allowed[wanted - 1];
    const isDecided = last !== undefined && (last.score > scores.at(-1)! || limit > wanted * WIDENING);
    if (isDecided || ids.length < limit) return orderEqualScores(allowed, store.passages).slice(0, wanted);
  }
}

function wordStage({ words, mode, scope }: CandidateQuery, { store }: SearchServices): PassageId[] {
  if (words?.candidates == null || mode === 'meaning') return [];
  const matches = store.words.match(words.candidates, LIMIT.words, scope?.documents ?? null);
  return orderEqualScores(matches, store.passages)
    .slice(0, LIMIT.words)
    .map(({ passageId }) => passageId);
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
