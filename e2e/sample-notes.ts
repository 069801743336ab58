import { cp, mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './running-app.ts';

const SAMPLE = join(ROOT, 'resources/sample-library');

/**
 * Puts the sample library into a home folder as somebody's notes, and beside it older papers that repeat some of it. Dates
 * of change are always the same.
 * @returns the two folders.
 */
export async function putSampleNotes(
  home: string,
): Promise<{ readonly notes: string; readonly papers: string }> {
  const [notes, papers] = [join(home, 'Notes'), join(home, 'Old papers')];
  await cp(SAMPLE, notes, { recursive: true });
  await mkdir(papers);
  const text = (name: string) => readFile(join(SAMPLE, name), 'utf8');
  const lease = await text('home/ending-the-lease.md');
  await writeFile(join(papers, 'lease.md'), lease);
  await writeFile(join(papers, 'lease, second draft.md'), lease.replace('does not count', 'never counts'));
  const [title = '', ...others] = (await text('kitchen/sourdough.md')).split('\n\n');
  await writeFile(join(papers, 'bread.md'), [title, '# Bread', ...others.slice(2, 4)].join('\n\n'));
  await setDates(notes);
  await setDates(papers);
  return { notes, papers };
}

/** One day of spring 2026 after the other, in the order of names. */
async function setDates(folder: string): Promise<void> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  for (const [day, path] of paths.sort().entries()) {
    const changed = new Date(2026, 2, 2 + day, 12);
    await utimes(path, changed, changed);
  }
}
