declare const brand: unique symbol;
type Branded<Name extends string> = number & { readonly [brand]: Name };

// Row ids of different tables do not mix.
export type SourceId = Branded<'source'>;
export type DocumentId = Branded<'document'>;
export type PassageId = Branded<'passage'>;
export type SentenceId = Branded<'sentence'>;
export type VectorId = Branded<'vector'>;
export type ModelId = Branded<'model'>;

/** Stands for a model that the library does not know; no vector is of it. */
export const NO_MODEL = 0 as ModelId;

/** What a vector stands for: one sentence, or one window of a passage. */
export const VECTOR_UNITS = ['sentence', 'passage'] as const;
export type VectorUnit = (typeof VECTOR_UNITS)[number];

/** The number a unit has in the database. */
export function unitNumber(unit: VectorUnit): number {
  return VECTOR_UNITS.indexOf(unit);
}
