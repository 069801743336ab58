import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scanFolder } from '../../../app/indexing/scan-folder.ts';
import { type FuzzTarget, law } from '../target.ts';

const FILES = [
  'a.md',
  'note (1).md',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!.md',
  'deep/b/c/d/e.txt',
  'deep/[x].md',
  'ünï/é.md',
];
const DICTIONARY = [
  '*',
  '**',
  '/**/',
  '**/',
  '/',
  '!',
  '#',
  '\\',
  '\\ ',
  ' ',
  '\t',
  '\r',
  '\n',
  '?',
  '[',
  ']',
  '[!a]',
  '[^a]',
  '[a-',
  '[]]',
  '[[:alpha:]]',
  '[z-a]',
  '{a,b}',
  '(',
  ')',
  '(a+)+$',
  '.*',
  '+',
  '|',
  '^',
  '$',
  'a*a*a*a*a*a*',
  '*a*a*a*a*b',
  '**/**/**/**',
  'deep/',
  '*.md',
  'é',
  '\u0000',
  '../',
  './',
];

/** Rules of .gitignore that strangers wrote: a folder is walked to its end, and only what is in it is found. */
export async function openIgnore(folder: string): Promise<FuzzTarget> {
  for (const name of FILES) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), 'text');
  }
  const never = new AbortController().signal;
  return {
    seeds: ['*.tmp\n!important.md\n/build/\n**/node_modules/**\n# comment\nnote\\ *.md\n[ab].md\n', 'a*\n'],
    dictionary: DICTIONARY,
    async check(input) {
      writeFileSync(join(folder, '.gitignore'), input);
      const found = await Array.fromAsync(scanFolder(folder, never));
      law(
        found.every(({ path }) => path.startsWith(folder)),
        'what is found lies inside',
      );
      law(found.length <= FILES.length, 'what is found is there');
    },
    async [Symbol.asyncDispose]() {},
  };
}
