import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderState } from '../app/engine/bad-input/folder-state.ts';
import { capturedRun } from './captured-run.ts';
import { engineFor } from './engine-access.ts';

const PROGRAM = fileURLToPath(new URL('./semblance.ts', import.meta.url));
const MODEL = fileURLToPath(new URL('../app/embedding/fixtures/tiny-deelm', import.meta.url));
const STORE = fileURLToPath(new URL('../app/storage/library-store.ts', import.meta.url));
const NOTES = 80;
const PATIENCE_MS = 120_000;
/** Permissions do not bind the superuser, so that one becomes somebody else. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const isWindows = process.platform === 'win32';
/** Where the program itself lies in a private folder, nobody else can run it. */
const canBecomeNobody = spawnSync(process.execPath, [PROGRAM, '--help'], NOBODY).status === 0;

// Working folder and home of the commands.
const root = realpathSync(mkdtempSync(join(tmpdir(), 'semblance-bad-library-')));
const workingFolder = process.cwd();
beforeAll(async () => {
  chmodSync(root, 0o777);
  process.chdir(root);
  for (let i = 0; i < NOTES; i++)
    put(`many/${i}.md`, `Note ${i} is about heron ${i}. ${'It waits. '.repeat(20)}`);
  put('notes/ferry.md', 'The ferry was late again.');
  await using engine = await engineFor({ library: join(root, 'library'), model: MODEL }, 'write');
  await engine.index([join(root, 'notes')], new AbortController().signal);
}, PATIENCE_MS);
afterAll(() => {
  process.chdir(workingFolder);
  spawnSync('chmod', ['-R', 'u+rwX', root]);
  rmSync(root, { recursive: true });
});

function put(name: string, content: string): void {
  mkdirSync(join(root, name, '..'), { recursive: true });
  writeFileSync(join(root, name), content);
}

/** A copy of the library of one note. */
function libraryCopy(name: string): string {
  cpSync(join(root, 'library'), join(root, name), { recursive: true });
  return name;
}

const commandLine = (library: string, ...args: string[]) => [
  ...args,
  ...['--library', join(root, library), '--model', MODEL],
];
const program = (library: string, ...args: string[]) => [
  ...[process.execPath, PROGRAM],
  ...commandLine(library, ...args),
];
/** In this process: for what needs no other rights and no other limits. */
const runHere = (library: string, ...args: string[]) => capturedRun(commandLine(library, ...args));

/** In a process of its own. */
function run([command, ...args]: readonly string[], options: object = {}) {
  const { status, stdout, stderr } = spawnSync(command as string, args, {
    ...{ encoding: 'utf8', cwd: root, env: { ...process.env, HOME: root } },
    ...options,
  });
  return { status, stdout: String(stdout), stderr: String(stderr) };
}

describe.skipIf(isWindows || !canBecomeNobody)('without the permission', () => {
  it(
    'to write in the library, it is searched and not changed, and the reason is told',
    () => {
      const library = libraryCopy('read-only');
      const before = folderState(join(root, library));
      spawnSync('chmod', ['-R', 'a-w,a+rX', join(root, library)]);
      expect(run(program(library, 'search', 'ferry'), NOBODY).stdout).toContain('ferry.md');
      const { status, stdout, stderr } = run(program(library, 'index', 'many'), NOBODY);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/library\.unwritable: .*\n {2}\S.*\./);
      expect(folderState(join(root, library))).toEqual(before);
    },
    PATIENCE_MS,
  );

  it(
    'to read a file or a folder, both are told, the rest is read, and they follow when they may be read',
    () => {
      put('secret/open.md', 'A plain note.');
      put('secret/closed.md', 'A closed note.');
      put('secret/folder/inside.md', 'A note inside.');
      spawnSync('chmod', ['-R', 'a+rX', join(root, 'secret')]);
      chmodSync(join(root, 'secret/closed.md'), 0);
      chmodSync(join(root, 'secret/folder'), 0);
      const index = () => run(program('of-nobody', 'index', 'secret', '--json'), NOBODY);
      const { status, stdout } = index();
      expect(status).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({
        documents: 1,
        skipped: [
          { path: join(root, 'secret/folder'), code: 'source.path-unreadable' },
          { path: join(root, 'secret/closed.md'), code: 'parse.unreadable' },
        ],
      });
      chmodSync(join(root, 'secret/closed.md'), 0o644);
      chmodSync(join(root, 'secret/folder'), 0o755);
      expect(JSON.parse(index().stdout)).toMatchObject({ documents: 3, skipped: [] });
      chmodSync(join(root, 'secret/closed.md'), 0);
      chmodSync(join(root, 'secret/folder'), 0);
      expect(JSON.parse(index().stdout)).toMatchObject({
        documents: 3,
        skipped: [{ code: 'source.path-unreadable' }, { code: 'parse.unreadable' }],
      });
    },
    PATIENCE_MS,
  );
});

describe.skipIf(isWindows)('a disk without room', () => {
  /** A real failing write: the system refuses files beyond this size. */
  const limited = (blocks: number, command: readonly string[]) => [
    ...['sh', '-c', 'ulimit -f "$0" && exec "$@"', String(blocks)],
    ...command,
  ];

  it(
    'for a library makes none that is taken for damaged, and the next run fills it',
    async () => {
      const { status, stderr } = run(limited(64, program('small', 'index', 'many')));
      expect(status).toBe(1);
      expect(stderr).toMatch(/library\.write-failed: .*\n {2}\S.*\./);
      expect((await runHere('small', 'search', 'heron')).stderr).toContain('library.empty');
      expect((await runHere('small', 'index', 'notes', '--json')).stdout).toContain('"documents":1');
    },
    PATIENCE_MS,
  );

  it(
    'ends a run, keeps what was stored, and the next run goes on from there',
    async () => {
      const { status, stderr } = run(limited(1_000, program('cut', 'index', 'many')));
      expect(status).toBe(1);
      expect(stderr).toMatch(/library\.write-failed: .*\n {2}\S.*\./);
      expect(await runHere('cut', 'doctor')).toMatchObject({ status: 0 });
      const again = await runHere('cut', 'index', 'many', '--json');
      const { documents, skipped } = JSON.parse(again.stdout);
      expect({ documents, skipped }).toEqual({ documents: NOTES, skipped: [] });
      expect(await runHere('cut', 'doctor')).toMatchObject({ status: 0 });
    },
    PATIENCE_MS,
  );

  const mounting = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c'];
  const canMount = statusOf([...mounting, 'mount -t tmpfs none /mnt']) === 0;

  it.runIf(canMount)(
    'that is really full is told as such, and the next run goes on from there',
    () => {
      mkdirSync(join(root, 'disk'));
      const script = `mount -t tmpfs -o size=600k none "$0" && "$@" index many
      echo $?; mount -o remount,size=20m "$0"; "$@" index many --json; "$@" doctor > "$0/found"; echo $?`;
      const [command, ...args] = [...mounting, script, join(root, 'disk'), join(root, 'on-disk')];
      writeFileSync(args.at(-1) as string, onDisk());
      chmodSync(args.at(-1) as string, 0o755);
      const { stdout, stderr } = run([command as string, ...args]);
      const [first, report, second] = stdout.trim().split('\n').slice(-3);
      expect(stderr).toMatch(/library\.disk-full: .*\n {2}\S.*\./);
      expect([first, second]).toEqual(['1', '0']);
      expect(JSON.parse(report as string)).toMatchObject({ documents: NOTES, skipped: [] });
    },
    PATIENCE_MS,
  );

  /** The program with the library on the small disk. */
  function onDisk(): string {
    return `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@" --library "${root}/disk/library" --model "${MODEL}"\n`;
  }

  function statusOf([command, ...args]: readonly string[]): number | null {
    return spawnSync(command as string, args).status;
  }
});

describe('a second process on the same library', () => {
  let holder: ChildProcess;
  beforeAll(async () => {
    const library = join(root, libraryCopy('held'));
    const script = join(root, 'holder.ts');
    writeFileSync(
      script,
      `import { LibraryStore } from ${JSON.stringify(STORE)};
       const store = LibraryStore.open(${JSON.stringify(library)});
       process.send(store.writer !== null);
       setInterval(() => store, 1_000);`,
    );
    holder = fork(script);
    expect(await once(holder, 'message')).toEqual([true, undefined]);
  }, PATIENCE_MS);
  afterAll(() => holder.kill('SIGKILL'));

  it(
    'searches it, and is told who holds it when it wants to change it',
    async () => {
      expect((await runHere('held', 'search', 'ferry')).stdout).toContain('ferry.md');
      expect(await runHere('held', 'duplicates', '--json')).toMatchObject({
        status: 0,
        stdout: '{"groups":[]}\n',
      });
      for (const args of [
        ['index', 'many'],
        ['doctor', '--repair'],
      ]) {
        const { status, stdout, stderr } = await runHere('held', ...args);
        expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
        expect(stderr).toContain('library.locked');
        expect(stderr).toContain(`process ${holder.pid} `);
      }
    },
    PATIENCE_MS,
  );

  it(
    'takes it over when the first was killed',
    async () => {
      holder.kill('SIGKILL');
      await once(holder, 'exit');
      expect(await runHere('held', 'index', 'notes', '--json')).toMatchObject({ status: 0 });
      expect(readdirSync(join(root, 'held'))).not.toContain('library.lock.json');
    },
    PATIENCE_MS,
  );
});

describe('a database that is none', () => {
  it(
    'is told by every command, and left as it is',
    async () => {
      const library = libraryCopy('garbage');
      writeFileSync(join(root, library, 'library.sqlite'), 'x'.repeat(50_000));
      const before = folderState(join(root, library));
      for (const args of [['search', 'ferry'], ['index', 'notes'], ['doctor'], ['duplicates']]) {
        const { status, stdout, stderr } = await runHere(library, ...args);
        expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
        expect(stderr).toMatch(/library\.damaged: .*\n {2}\S.*\./);
      }
      expect(folderState(join(root, library))).toEqual(before);
    },
    PATIENCE_MS,
  );
});
