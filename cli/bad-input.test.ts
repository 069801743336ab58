import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderState } from '../app/engine/bad-input/folder-state.ts';
import { capturedRun } from './captured-run.ts';
import { engineFor } from './engine-access.ts';

const PROGRAM = fileURLToPath(new URL('./semblance.ts', import.meta.url));
const MODEL = fileURLToPath(new URL('../app/embedding/fixtures/tiny-deelm', import.meta.url));
const OTHER = fileURLToPath(new URL('../app/embedding/fixtures/tiny-bert', import.meta.url));
const CHECKPOINT = fileURLToPath(new URL('../app/conversion/fixtures/tiny-llama', import.meta.url));
const ESCAPE = String.fromCharCode(27);

// Home and working folder of the commands: what they are given is named from here, and nothing else is theirs to change.
const root = realpathSync(mkdtempSync(join(tmpdir(), 'semblance-bad-input-')));
const { HOME } = process.env;
const workingFolder = process.cwd();
beforeAll(async () => {
  process.env.HOME = root;
  process.chdir(root);
  put('notes/ferry.md', 'The ferry was late again. The captain said nothing.\n');
  put(`notes/${ESCAPE}[31mred.md`, `A whimbrel calls. ${ESCAPE}[2J It flies away.\n`);
  put('empty/.keep', '');
  put('texts/broken.jsonl', '{"id":"1","text":"A ferry."}\n{"id":"2",\n');
  put('texts/no-text.jsonl', '\n{"id":"1"}\n');
  put('texts/number.jsonl', '{"id":"1","text":5}\n');
  put('texts/array.jsonl', '["1","A ferry."]\n');
  put('texts/not.tsv', 'no scores here\n');
  put('texts/odd.jsonl', oddLines());
  mkdirSync(join(root, 'no-weights'));
  for (const file of ['config.json', 'tokenizer.json']) {
    cpSync(join(CHECKPOINT, file), join(root, 'no-weights', file));
  }
  cpSync(CHECKPOINT, join(root, 'cut-weights'), { recursive: true });
  put('cut-weights/model.safetensors', 'no tensors');
  put('bad-config/config.json', '{"model_type":');
  await using engine = await engineFor({ library: join(root, 'library'), model: MODEL }, 'write');
  await engine.index([join(root, 'notes')], new AbortController().signal);
  await using _ = await engineFor({ library: join(root, 'empty-library'), model: MODEL }, 'write');
});
afterAll(() => {
  process.env.HOME = HOME;
  process.chdir(workingFolder);
  rmSync(root, { recursive: true });
});

function put(name: string, content: string): void {
  mkdirSync(join(root, name, '..'), { recursive: true });
  writeFileSync(join(root, name), content);
}

function oddLines(): string {
  const lines = [
    { id: 'short', text: 'A ferry.' },
    { id: 'long', text: 'late '.repeat(5_000) },
    { id: 'blank', text: ' \n' },
    { id: 3, text: 'half of an emoji \ud83d and a NUL \0' },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n\n`).join('');
}

const IN_LIBRARY = ['--library', 'library', '--model', MODEL];

type Refusal = [what: string, code: string, ...args: string[]];

const COMMAND_LINES: readonly Refusal[] = [
  ['nothing', 'input.no-command'],
  ['a command that is none', 'input.unknown-command', 'serch', 'ferry'],
  ['a part of model that is none', 'input.unknown-command', 'model', 'convrt'],
  ['an option that is none', 'input.unknown-option', 'search', 'ferry', '--libary', 'library'],
  ['a text that begins with a dash', 'input.unknown-option', 'search', '-late ferry', ...IN_LIBRARY],
  ['a missing text', 'input.missing', 'search', ...IN_LIBRARY],
  ['a missing second text', 'input.missing', 'compare', 'ferry'],
  ['a missing value', 'input.missing', 'encode', '--input'],
  ['a missing --out', 'input.missing', 'model', 'convert', 'no-weights'],
  ['words without quotes', 'input.too-much', 'search', 'late', 'ferry', ...IN_LIBRARY],
  ['a limit of 0', 'input.bad-value', 'search', 'ferry', '-k', '0', ...IN_LIBRARY],
  ['a mode that is none', 'input.bad-value', 'search', 'ferry', '--mode', 'fast', ...IN_LIBRARY],
  [
    'a glob of 2,000 characters',
    'input.bad-value',
    'search',
    'ferry',
    '--path',
    'a'.repeat(2_000),
    ...IN_LIBRARY,
  ],
  ['a layer that is no number', 'input.bad-value', 'compare', 'a', 'b', '--exit-layer', 'last'],
  ['a port that is none', 'input.bad-value', 'serve', '--port', '70000'],
];

const QUERIES: readonly Refusal[] = [
  ['an empty query', 'query.empty', 'search', '', ...IN_LIBRARY],
  ['an excluded word alone', 'query.empty', 'search', ...IN_LIBRARY, '--', '-ferry'],
  ['10,001 characters', 'query.too-long', 'search', 'x'.repeat(10_001), ...IN_LIBRARY],
  ['neither text nor document', 'query.one-of', 'similar', ...IN_LIBRARY],
  ['a blank text', 'query.empty', 'similar', '--text', ' ', ...IN_LIBRARY],
  ['a document that is not there', 'document.unknown', 'similar', '--document', 'nowhere.md', ...IN_LIBRARY],
  [
    'a passage that is not there',
    'document.no-passage',
    'similar',
    '--document',
    'notes/ferry.md#99',
    ...IN_LIBRARY,
  ],
  ['two empty texts', 'compare.empty', 'compare', '', '', '--model', MODEL],
  [
    'dimensions that are none',
    'compare.bad-dimensions',
    'compare',
    'a',
    'b',
    '--dimensions',
    '7',
    '--model',
    MODEL,
  ],
  ['a threshold of 2', 'duplicates.bad-threshold', 'duplicates', '--threshold', '2', ...IN_LIBRARY],
];

const FILES: readonly Refusal[] = [
  ['no folder', 'input.no-folder', 'index', ...IN_LIBRARY],
  ['a folder that is not there', 'source.missing', 'index', 'nowhere', ...IN_LIBRARY],
  ['a good folder and one that is not there', 'source.missing', 'index', 'empty', 'nowhere', ...IN_LIBRARY],
  ['a file for a folder', 'source.not-a-folder', 'index', 'notes/ferry.md', ...IN_LIBRARY],
  ['no library', 'library.missing', 'search', 'ferry', '--library', 'nowhere', '--model', MODEL],
  ['no library to repair', 'library.missing', 'doctor', '--repair', '--library', 'nowhere', '--model', MODEL],
  [
    'a file for a library',
    'library.unwritable',
    'index',
    'notes',
    '--library',
    'texts/not.tsv',
    '--model',
    MODEL,
  ],
  ['no input', 'input.unreadable', 'encode', '--input', 'nowhere', '--model', MODEL],
  ['a folder for an input', 'input.unreadable', 'encode', '--input', 'notes', '--model', MODEL],
  ['broken JSON', 'input.bad-line', 'encode', '--input', 'texts/broken.jsonl', '--model', MODEL],
  ['a line without a text', 'input.bad-line', 'encode', '--input', 'texts/no-text.jsonl', '--model', MODEL],
  ['a text that is a number', 'input.bad-line', 'encode', '--input', 'texts/number.jsonl', '--model', MODEL],
  ['a list for a line', 'input.bad-line', 'encode', '--input', 'texts/array.jsonl', '--model', MODEL],
];

const USE = ['model', 'use', MODEL, '--library', 'library'];
const MODELS: readonly Refusal[] = [
  ['a model that is none', 'model.missing', 'search', 'ferry', '--library', 'library', '--model', 'nowhere'],
  [
    'a model that is none, for a new library',
    'model.missing',
    'index',
    'notes',
    '--library',
    'new',
    '--model',
    'nowhere',
  ],
  ['a folder that holds no package', 'model.missing', 'model', 'verify', 'notes'],
  [
    'a model without vectors',
    'library.other-model',
    'search',
    'ferry',
    '--library',
    'library',
    '--model',
    OTHER,
  ],
  ['no library to change the model of', 'library.missing', 'model', 'use', MODEL, '--library', 'nowhere'],
  ['a width that is not offered', 'model.bad-dimensions', ...USE, '--dimensions', '9'],
  ['a layer that is not offered', 'model.bad-exit-layer', ...USE, '--exit-layer', '7'],
  [
    'a folder that is not there, to convert',
    'conversion.bad-config',
    'model',
    'convert',
    'nowhere',
    '--out',
    'out',
  ],
  ['a folder that is no model', 'conversion.bad-config', 'model', 'convert', 'notes', '--out', 'out'],
  ['a broken config.json', 'conversion.bad-config', 'model', 'convert', 'bad-config', '--out', 'out'],
  ['a checkpoint without weights', 'conversion.no-weights', 'model', 'convert', 'no-weights', '--out', 'out'],
  ['weights that are none', 'conversion.bad-safetensors', 'model', 'convert', 'cut-weights', '--out', 'out'],
  ['a folder in use', 'conversion.output-in-use', 'model', 'convert', CHECKPOINT, '--out', 'notes'],
  ['nothing to be scored on', 'evaluation.one-set', 'model', 'eval', MODEL],
  ['a file without scores', 'evaluation.bad-file', 'model', 'eval', MODEL, '--sts', 'texts/not.tsv'],
];

describe('the program refuses, and changes nothing on disk', () => {
  it.each([...COMMAND_LINES, ...QUERIES, ...FILES, ...MODELS])('%s: %s', async (_, code, ...args) => {
    const before = folderState(root);
    const { status, stdout, stderr } = await capturedRun(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^semblance: ${code}: \\S.*\\n  \\S.*\\.$`, 'm'));
    expect(folderState(root)).toEqual(before);
  });

  it('ends with that exit code as a process, too', () => {
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM, 'serch'], { encoding: 'utf8' });
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('input.unknown-command'),
    });
  });
});

describe('the program goes on', () => {
  it('encodes what can be encoded, and counts what is cut or blank', async () => {
    const { status, stdout, stderr } = await capturedRun([
      'encode',
      '--input',
      'texts/odd.jsonl',
      '--model',
      MODEL,
    ]);
    const vectors = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(status).toBe(0);
    expect(vectors.map(({ id }) => id)).toEqual(['short', 'long', 'blank', 3]);
    expect(stderr).toMatch(/input\.text-cut: 1 of 4 texts .*\n {2}\S/);
    expect(stderr).toMatch(/input\.blank-text: 1 of 4 texts .*\n {2}\S/);
  });

  it('finds a text that begins with a dash behind --', async () => {
    const { status, stdout } = await capturedRun([
      'search',
      '--json',
      ...IN_LIBRARY,
      '--',
      '-whimbrel ferry',
    ]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).hits[0].document).toBe(join(root, 'notes/ferry.md'));
  });

  it('shows control characters of names and texts, and sends none to the terminal', async () => {
    const { status, stdout } = await capturedRun(['search', 'whimbrel', ...IN_LIBRARY]);
    expect(status).toBe(0);
    expect(stdout).toContain('␛[31mred.md');
    expect(stdout).not.toContain(ESCAPE);
  });

  it('finds no duplicates in an empty library', async () => {
    const { status, stdout } = await capturedRun([
      'duplicates',
      '--json',
      '--library',
      'empty-library',
      '--model',
      MODEL,
    ]);
    expect({ status, stdout: JSON.parse(stdout) }).toEqual({ status: 0, stdout: { groups: [] } });
  });

  it('indexes an empty folder, and says that it is empty', async () => {
    const { status, stdout } = await capturedRun([
      'index',
      'empty',
      '--library',
      'empty-library',
      '--model',
      MODEL,
    ]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/left out: .*empty\n {2}source\.empty: .*\n {2}\S.*\./);
  });
});
