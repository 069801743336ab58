import { type DuplicateKind, DuplicateRequest } from '../../../app/contracts/duplicates.ts';
import type { Engine } from '../../../app/engine/engine.ts';

/** Two passages that were found to be duplicates. */
export interface FoundPair {
  readonly first: number;
  readonly second: number;
  /** Null for a method that knows no kinds. */
  readonly kind: DuplicateKind | null;
}

const ALL_GROUPS = 100_000;

/** Every member of every group with its reference, at the default threshold unless another is given. */
export async function pairsInGroups(engine: Engine, threshold?: number): Promise<FoundPair[]> {
  const request = DuplicateRequest.parse({ limit: ALL_GROUPS, ...(threshold ? { threshold } : {}) });
  const { groups } = await engine.duplicates(request);
  return groups.flatMap(({ members: [reference, ...members] }) =>
    members.map(({ passageId, relation }) => ({
      ...{ first: reference!.passageId, second: passageId },
      kind: relation?.kind ?? null,
    })),
  );
}
