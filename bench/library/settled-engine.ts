import { setTimeout as pause } from 'node:timers/promises';
import type { LibraryStatus } from '../../app/contracts/library.ts';
import type { Engine } from '../../app/engine/engine.ts';

const LOOK_EVERY_MS = 500;
/** Codes and their trial take seconds, and work begins when the library was left alone for some time. */
const SAME_FOR_MS = 15_000;

/**
 * Waits until a resident engine has nothing left to do: no indexing under way, and the stage of its vectors stays.
 * @param patienceMinutes  a graph over a million vectors takes long; afterwards the stage is what it is.
 */
export async function settled(engine: Engine, patienceMinutes = 5): Promise<LibraryStatus> {
  const giveUpAt = performance.now() + patienceMinutes * 60_000;
  let stage = '';
  let since = performance.now();
  for (;;) {
    const status = await engine.status();
    if (status.vectorStage !== stage || status.vectorStage === 'building' || status.progress) {
      stage = status.vectorStage;
      since = performance.now();
    }
    const now = performance.now();
    if (now - since > SAME_FOR_MS || now > giveUpAt) return status;
    await pause(LOOK_EVERY_MS);
  }
}
