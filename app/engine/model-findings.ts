import type { Finding } from '../contracts/library.ts';
import type { EngineParts } from './engine-parts.ts';

/** What there is to say about models that the library is being prepared for, or holds vectors of without using them. */
export function modelStateFindings({ store, inUse }: EngineParts): Finding[] {
  return [lackingFinding, comingFinding, leftOverFinding].flatMap((find) => find({ store, inUse }) ?? []);
}

type Library = Pick<EngineParts, 'store' | 'inUse'>;

const REPAIR_STEP = 'Repair the library.';

function lackingFinding({ store, inUse }: Library): Finding | null {
  const { documents } = store.models.lackingCounts(inUse.current.id);
  if (documents === 0) return null;
  return {
    check: 'model',
    status: 'warning',
    message: `${documents} documents have no vectors of the model yet, and are found by words alone.`,
    nextStep: REPAIR_STEP,
  };
}

function comingFinding({ store }: Library): Finding | null {
  const coming = store.models.inRole('coming');
  if (!coming) return null;
  const { documents } = store.models.lackingCounts(store.models.idOf(coming.fingerprint));
  return {
    check: 'model switch',
    status: 'warning',
    message: `The library is being prepared for the model ${coming.name}: ${documents} documents are left.`,
    nextStep: 'It goes on while the library is open in the app, or with semblance index.',
  };
}

function leftOverFinding({ store, inUse }: Library): Finding | null {
  const coming = store.models.inRole('coming');
  const used = [inUse.current.id, ...(coming ? [store.models.idOf(coming.fingerprint)] : [])];
  const leftOver = store.models.leftOver(used).length;
  if (leftOver === 0) return null;
  return {
    check: 'left-over vectors',
    status: 'warning',
    message: `Vectors of ${leftOver === 1 ? 'a model that is' : `${leftOver} models that are`} not used take up room.`,
    nextStep: REPAIR_STEP,
  };
}
