import { DomainError } from '../../app/base/domain-error.ts';
import { databaseTrouble } from '../../app/storage/database-trouble.ts';

/** What was noticed of a damage. */
export interface Told {
  /** `opening`: refused with a code; `doctor`: found by it; `reading`: told by what reads; null: by nothing. */
  readonly toldBy: 'opening' | 'doctor' | 'reading' | null;
  /** What is otherwise than before although nobody told, or still is after a repair. */
  readonly changed: readonly string[];
  /** An error that no user could read. */
  readonly crash: string | null;
}

export interface DamageOutcome extends Told {
  readonly number: number;
  readonly file: string;
  readonly kind: string;
  readonly what: string;
}

/** In words. */
export function resultOf({ toldBy, changed, crash }: Told): string {
  if (crash) return 'crash';
  if (toldBy) return changed.length === 0 ? `told by ${toldBy}` : `told by ${toldBy}, not mended: ${changed}`;
  return changed.length === 0 ? 'harmless' : `silent: ${changed}`;
}

/** Whether a law broke: something crashed, changed without a word, or stayed as it was after a repair. */
export function isBreach(told: Told): boolean {
  return told.crash !== null || told.changed.length > 0;
}

/** What an error says of a damage: a code and a next step, or nothing that a user could read. */
export function toldOrCrashed(toldBy: 'opening' | 'reading', error: unknown): Told {
  const isTold = databaseTrouble(error) instanceof DomainError;
  const crash = isTold ? null : String((error as Error).stack ?? error);
  return { toldBy: isTold ? toldBy : null, changed: [], crash };
}
