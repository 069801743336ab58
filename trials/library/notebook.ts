import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { randomNumbers } from '../../app/near-duplicates/random-texts.ts';

const SUBJECTS = [
  'oak trees',
  'tax returns',
  'lentil soup',
  'bicycle chains',
  'lunar eclipses',
  'tenant law',
];
const FOLDERS = ['', 'garden', 'papers', 'papers/old', 'Größe'];
const NAMES = ['heron', 'ferry', 'lamp', 'Straße', 'note', 'Été'];

/** What is asked of a library of such notes by meaning. */
export const NOTEBOOK_QUERIES = [...SUBJECTS, 'week 17', 'caring for a garden'];
/** And by words: each stands in a few of them. */
export const NOTEBOOK_PHRASES = [3, 17, 29, 44].map((week) => `"week ${week}"`);

/** A folder of notes that changes as a person's folder does, by chance from a seed. No two paragraphs are alike but copies. */
export class Notebook {
  readonly folder: string;
  readonly #below: (limit: number) => number;
  #written = 0;

  constructor(folder: string, seed: number, notes: number) {
    this.folder = folder;
    this.#below = randomNumbers(seed);
    mkdirSync(folder, { recursive: true });
    for (let i = 0; i < notes; i++) this.#add();
  }

  /** Paths of the notes, in order. */
  paths(): string[] {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort();
  }

  /** Does one thing to the notes. @returns what, in a word. */
  change(): string {
    const changes = [
      ...Array.from({ length: 5 }, () => this.#edit),
      ...[this.#add, this.#add, this.#remove, this.#rename, this.#copy, this.#touch, this.#moveFolder],
    ];
    return this.pick(changes).call(this);
  }

  /** One note more. */
  grow(): void {
    this.#add();
  }

  /** One note less. */
  shrink(): void {
    rmSync(this.pick(this.paths()));
  }

  pick<T>(items: readonly T[]): T {
    return items[this.#below(items.length)] as T;
  }

  below(limit: number): number {
    return this.#below(limit);
  }

  #add(): string {
    const name = `${this.pick(NAMES)}-${this.#written++}${this.pick(['.md', '.md', '.txt'])}`;
    const path = join(this.folder, this.pick(FOLDERS), name);
    mkdirSync(dirname(path), { recursive: true });
    const subject = this.pick(SUBJECTS);
    const paragraphs = Array.from({ length: 2 + this.#below(4) }, () => this.#paragraph(subject));
    writeFileSync(path, `# About ${subject}, ${name}\n\n${paragraphs.join('\n\n')}\n`);
    return 'added';
  }

  #edit(): string {
    const path = this.pick(this.paths());
    if (path === undefined) return this.#add();
    const parts = readFileSync(path, 'utf8').trimEnd().split('\n\n');
    const at = 1 + this.#below(Math.max(1, parts.length));
    parts.splice(at, this.#below(2), this.#paragraph(this.pick(SUBJECTS)));
    writeFileSync(path, `${parts.join('\n\n')}\n`);
    return 'edited';
  }

  #remove(): string {
    const paths = this.paths();
    if (paths.length < 20) return this.#add();
    rmSync(this.pick(paths));
    return 'removed';
  }

  #rename(): string {
    const path = this.pick(this.paths());
    const target = join(this.folder, this.pick(FOLDERS), `${this.pick(NAMES)}-${this.#written++}.md`);
    if (path === undefined || !path.endsWith('.md')) return this.#add();
    mkdirSync(dirname(target), { recursive: true });
    renameSync(path, target);
    return 'renamed';
  }

  #copy(): string {
    const path = this.pick(this.paths());
    if (path === undefined) return this.#add();
    copyFileSync(path, path.replace(/(\.\w+)$/, `-copy${this.#written++}$1`));
    return 'copied';
  }

  #touch(): string {
    const path = this.pick(this.paths());
    if (path === undefined) return this.#add();
    const at = 1_000_000_000 + this.#below(1_000_000_000);
    utimesSync(path, at, at);
    return 'touched';
  }

  #moveFolder(): string {
    const from = join(this.folder, 'papers');
    const to = join(this.folder, `papers-${this.#written++}`);
    try {
      renameSync(from, to);
    } catch {
      return this.#add();
    }
    return 'moved a folder';
  }

  #paragraph(subject: string): string {
    const number = this.#written++;
    const more = this.pick(['the rain', 'a neighbour', 'the clerk', 'my aunt', 'the moon']);
    return `Paragraph ${number} says that ${subject} need care in week ${this.#below(52)}. Then ${more} came by at ${this.#below(24)} o'clock, for the ${number}th time.`;
  }
}
