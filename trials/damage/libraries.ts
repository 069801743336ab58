import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DomainError } from '../../app/base/domain-error.ts';
import { CompareRequest } from '../../app/contracts/compare.ts';
import { cacheName, findChosenModel } from '../../app/engine/chosen-model.ts';
import { graphsFolder } from '../../app/engine/library-folders.ts';
import { TINY_MODEL } from '../../app/engine/temporary-engine.ts';
import { randomNumbers } from '../../app/near-duplicates/random-texts.ts';
import { LibraryStore } from '../../app/storage/library-store.ts';
import { type Answer, answerDifferences, answersOf, problemsOf } from '../library/answers.ts';
import { contentsOf, differences } from '../library/contents.ts';
import { FreshLibrary } from '../library/fresh-library.ts';
import { Notebook } from '../library/notebook.ts';
import { never, openLibrary } from '../library/open-library.ts';
import { DAMAGES } from './damage-kinds.ts';
import { DATABASE } from './database.ts';
import type { DamageOutcome, Told } from './outcome.ts';
import { type Place, REPLACEMENTS } from './replacements.ts';
import { saveVectorFiles } from './vector-files.ts';

const MODEL = 'tiny-deelm';
const NOTES = 20;
const FOREIGN = 'that of another library';

/** A library as a user has it, with what a fresh one of the same notes holds and answers. */
interface Subject {
  readonly dir: string;
  readonly notes: string;
  /** Of searches in it before anything was damaged. */
  readonly answers: readonly Answer[];
  readonly fresh: FreshLibrary;
}

/**
 * Puts something in the place of every file of a library, one at a time, then does what a user would: searches, asks doctor,
 * indexes, repairs, does what a refusal says. In the end the library must be as one made anew.
 */
export async function* damageLibraries(seed: number, cases: number): AsyncGenerator<DamageOutcome> {
  const root = mkdtempSync(join(tmpdir(), 'semblance-damage-'));
  try {
    const older = join(root, 'older');
    const whole = await subject(root, 'whole', seed, older);
    using _whole = whole.fresh;
    const other = await subject(root, 'other', seed + 1);
    using _other = other.fresh;
    const below = randomNumbers(seed);
    const all = filesOf(whole.dir).flatMap((file) =>
      [...Object.keys(REPLACEMENTS), ...Object.keys(DAMAGES)].map((kind) => ({ file, kind })),
    );
    for (let number = 0; number < cases && all.length > 0; number++) {
      const [{ file, kind }] = all.splice(below(all.length), 1) as [(typeof all)[number]];
      if (!existsSync(join(other.dir, file)) || !existsSync(join(older, file))) continue;
      const home = mkdtempSync(join(root, 'case-'));
      const dir = join(home, 'library');
      cpSync(whole.dir, dir, { recursive: true });
      chmodSync(dir, 0o700);
      const place = {
        path: join(dir, file),
        inOther: join(other.dir, file),
        inOlder: join(older, file),
        elsewhere: home,
      };
      const what = done(kind, place, below);
      const judged = file === DATABASE && kind === FOREIGN ? other : whole;
      yield { number, file, kind, what, ...(await examined({ ...judged, dir }, file)) };
      rmSync(home, { recursive: true, force: true });
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function done(kind: string, place: Place, below: (limit: number) => number): string {
  REPLACEMENTS[kind]?.(place);
  return DAMAGES[kind] ? `${kind}: ${DAMAGES[kind](place.path, below)}` : kind;
}

/** @param older  where a copy is left of the library before it knew half of the notes. */
async function subject(root: string, name: string, seed: number, older?: string): Promise<Subject> {
  const [dir, notes] = [join(root, name), join(root, `${name}-notes`)];
  cpSync(TINY_MODEL, join(dir, 'models', MODEL), { recursive: true });
  const notebook = new Notebook(notes, seed, NOTES / 2);
  await fill(dir, notes);
  if (older) cpSync(dir, older, { recursive: true });
  for (let i = 0; i < NOTES / 2; i++) notebook.grow();
  await fill(dir, notes);
  await using engine = await openLibrary({ libraryDir: dir, model: null, access: 'read', resident: false });
  return { dir, notes, answers: await answersOf(engine), fresh: await FreshLibrary.of(notes, TINY_MODEL) };
}

/** Makes every file that a library may have. */
async function fill(dir: string, notes: string): Promise<void> {
  {
    await using engine = await openLibrary({
      libraryDir: dir,
      model: MODEL,
      access: 'write',
      resident: false,
    });
    await engine.index([notes], never);
    for await (const _ of engine.updateDuplicates(never));
    await engine.compare(CompareRequest.parse({ a: 'The ferry was late.', b: 'The boat was not on time.' }));
  }
  const chosen = await findChosenModel({ model: MODEL }, dir);
  const { fingerprint } = chosen.remembered;
  using store = LibraryStore.openReadOnly(dir);
  const modelId = store.models.idOf(fingerprint);
  const cacheDir = join(graphsFolder(dir), cacheName(chosen));
  const options = {
    libraryDir: dir,
    modelId,
    cacheDir,
    fingerprint,
    width: chosen.dimensions,
    resident: false,
  };
  await saveVectorFiles(options);
}

function filesOf(dir: string): string[] {
  const names = readdirSync(dir, { recursive: true }) as string[];
  return names.filter((name) => statSync(join(dir, name)).isFile()).sort();
}

async function examined(damaged: Subject, file: string): Promise<Told> {
  try {
    const { toldBy, changed } = await asItIs(damaged, file);
    return { toldBy, changed: [...changed, ...(await mended(damaged))], crash: null };
  } catch (error) {
    return { toldBy: null, changed: [], crash: String((error as Error).stack ?? error) };
  }
}

/** What searches answer before anything is mended, and whether somebody tells. */
async function asItIs({ dir, answers }: Subject, file: string): Promise<Pick<Told, 'toldBy' | 'changed'>> {
  try {
    await using engine = await openLibrary({ libraryDir: dir, model: null, access: 'read', resident: false });
    const toldBy = (await problemsOf(engine)).length > 0 ? 'doctor' : null;
    // Of a damaged database, or one of an earlier day, answers are what it holds.
    const changed = file === DATABASE ? [] : answerDifferences(await answersOf(engine), answers);
    return { toldBy, changed };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { toldBy: 'opening', changed: [] };
  }
}

/** Indexes and repairs; what a refusal says is done first. @returns what is not as in a library made anew. */
async function mended(damaged: Subject): Promise<string[]> {
  for (const step of [() => {}, () => putModelBack(damaged.dir), () => startAnew(damaged.dir)]) {
    step();
    try {
      const left = await repaired(damaged);
      if (left) return left;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return ['it does not open'];
}

/** @returns what is not as in a library made anew; null where doctor says that one must be made. */
async function repaired({ dir, notes, fresh }: Subject): Promise<string[] | null> {
  await using engine = await openLibrary({ libraryDir: dir, model: MODEL, access: 'write', resident: false });
  await engine.index([notes], never);
  await engine.doctor(true);
  const problems = await problemsOf(engine);
  if (problems.some((problem) => problem.startsWith('database: '))) return null;
  const contents = contentsOf(dir);
  const answers = answerDifferences(await answersOf(engine), await fresh.answers(contents));
  return [...problems, ...differences(contents, fresh.contents), ...answers];
}

/** "Download or convert the model again." */
function putModelBack(dir: string): void {
  rmSync(join(dir, 'models', MODEL), { recursive: true, force: true });
  cpSync(TINY_MODEL, join(dir, 'models', MODEL), { recursive: true });
}

/** "Move the library folder away and index your folders into a new one." */
function startAnew(dir: string): void {
  for (const name of readdirSync(dir))
    if (name !== 'models') rmSync(join(dir, name), { recursive: true, force: true });
}
