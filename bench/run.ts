import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchDuplicates } from './quality/duplicates/duplicates.ts';
import { benchVerdict } from './quality/verdict.ts';
import { benchCompare } from './speed/compare.ts';
import { benchLibrary } from './speed/library.ts';

// npm run bench -- <name> <arguments…>: measures, prints a table, and keeps the figures in bench/results/<name>.json.
const BENCHES: Record<string, (args: readonly string[]) => Promise<Record<string, number>>> = {
  duplicates: benchDuplicates,
  library: benchLibrary,
  compare: benchCompare,
  verdict: benchVerdict,
};
const RESULTS = fileURLToPath(new URL('./results', import.meta.url));

const [name = '', ...args] = process.argv.slice(2);
const bench = BENCHES[name];
if (!bench) {
  console.error(`Which bench? One of: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}
const figures = await bench(args);
console.table(figures);
mkdirSync(RESULTS, { recursive: true });
const machine = { cores: cpus().length, processor: cpus()[0]?.model, platform: process.platform };
writeFileSync(join(RESULTS, `${name}.json`), `${JSON.stringify({ machine, figures }, null, 2)}\n`);
