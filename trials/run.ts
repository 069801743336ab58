import { runDamage } from './damage/damage.ts';
import { runDocuments } from './documents/documents.ts';
import { runFiles } from './files/files.ts';
import { runFuzz } from './fuzz/fuzz.ts';
import { Unfit } from './harness/trial.ts';
import { runKills } from './kills/kills.ts';
import { runSoak } from './soak/soak.ts';

type Trial = (args: readonly string[]) => Promise<void>;

// npm run trial -- <name> <arguments…>: tries for minutes or hours what the tests try for seconds; exit 1 when a law broke.
const TRIALS: Readonly<Record<string, Trial>> = {
  damage: runDamage,
  documents: runDocuments,
  files: runFiles,
  fuzz: runFuzz,
  kills: runKills,
  soak: runSoak,
};

const [name = '', ...args] = process.argv.slice(2);
try {
  const trial = TRIALS[name];
  if (!trial) throw new Unfit(`Which trial? One of: ${Object.keys(TRIALS).join(', ')}.`);
  await trial(args);
} catch (error) {
  if (!(error instanceof Unfit)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
