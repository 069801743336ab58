import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractFile } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ArchiveFile, archiveFiles } from './archive-files.ts';
import { type ModuleGraph, moduleGraph } from './module-graph.ts';
import { NATIVE_PACKAGES, REQUIRED_BY_NATIVE } from './native-packages.ts';
import { type PackTarget, packFiles } from './pack-files.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ENTRIES = ['out/program/main.mjs', 'out/program/semblance.mjs'];
const NATIVE_FILE = /\.(node|dll|dylib|so(\.\d+)*)$/;

let outDir: string;
beforeAll(() => {
  outDir = mkdtempSync(join(tmpdir(), 'semblance-packed-'));
});
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

const packs = new Map<string, Promise<string>>();

/** The resources of the app for a target, packed once. */
function packed({ platform, arch }: PackTarget): Promise<string> {
  const key = `${platform}-${arch}`;
  const pack = packs.get(key) ?? packFiles(ROOT, { platform, arch }, outDir);
  packs.set(key, pack);
  return pack;
}

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();

describe('the app packed for Linux', () => {
  let resources: string;
  let files: ArchiveFile[];
  let graph: ModuleGraph;
  const textOf = (path: string) => extractFile(join(resources, 'app.asar'), path).toString();
  const pathsIn = (folder: string) =>
    files.map(({ path }) => path).filter((path) => path.startsWith(`${folder}/`));

  beforeAll(async () => {
    resources = await packed({ platform: 'linux', arch: 'x64' });
    files = archiveFiles(join(resources, 'app.asar'));
    graph = moduleGraph(ENTRIES, textOf);
  });

  it('starts with the main process', () => {
    expect(JSON.parse(textOf('package.json'))).toMatchObject({ main: 'out/program/main.mjs' });
  });

  it('has every module that its entries lead to, and no other', () => {
    expect(pathsIn('out/program').sort()).toEqual([...graph.modules].sort());
  });

  it('has a module for every process and thread', () => {
    const started = [
      'engine-process',
      'encoder',
      'encoder-thread',
      'parser',
      'vector-worker',
      'duplicate-worker',
      'examination-worker',
      'shorter-package-worker',
    ];
    expect([...graph.modules]).toEqual(
      expect.arrayContaining(started.map((name) => `out/program/${name}.mjs`)),
    );
  });

  it('imports nothing but Node, Electron, and the native packages', () => {
    const known = new Set([...builtinModules, ...NATIVE_PACKAGES]);
    const others = [...graph.outside].filter((name) => !known.has(name.replace(/^node:/, '')));
    const unknown = others.filter((name) => !/^electron(\/|$)/.test(name));
    expect(unknown).toEqual([]);
  });

  it('has of all packages the native ones and what these require', () => {
    const packages = pathsIn('node_modules').map((path) => path.split('/')[1]);
    expect([...new Set(packages)].sort()).toEqual([...NATIVE_PACKAGES, ...REQUIRED_BY_NATIVE].sort());
    expect(
      pathsIn('node_modules').filter((path) => !/\.(js|json)$/.test(path) && !NATIVE_FILE.test(path)),
    ).toEqual([]);
  });

  it('has what its modules read: the window, its preload script, the models, the sample library', () => {
    const places = [...graph.addressed].sort();
    expect(places).toEqual([
      '../models',
      '../sample-library',
      '../tray-icon.png',
      'out/preload/index.cjs',
      'out/renderer',
    ]);
    expect(pathsIn('out/preload')).toEqual(['out/preload/index.cjs']);
    for (const name of ['models', 'sample-library']) {
      expect(filesBelow(join(resources, name))).toEqual(filesBelow(join(ROOT, 'resources', name)));
    }
  });

  it('has the page of the window, every file that it leads to, and no other', () => {
    const window = pathsIn('out/renderer');
    const texts = window.filter((path) => /\.(html|js|css)$/.test(path)).map(textOf);
    const unused = window.filter((path) => !texts.some((text) => text.includes(basename(path))));
    expect(unused).toEqual(['out/renderer/index.html']);
  });

  it('has nothing else', () => {
    const folders = ['out/program/', 'out/preload/', 'out/renderer/', 'node_modules/'];
    const others = files.filter(({ path }) => !folders.some((folder) => path.startsWith(folder)));
    expect(others.map(({ path }) => path)).toEqual(['package.json']);
    expect(readdirSync(resources).sort()).toEqual([
      'LICENSE.txt',
      'app.asar',
      'app.asar.unpacked',
      'bin',
      'models',
      'sample-library',
      'third-party-notices',
      'tray-icon.png',
    ]);
  });

  it('has the licence of every package that went into it', () => {
    const notices = readFileSync(join(resources, 'third-party-notices/packages.txt'), 'utf8');
    for (const name of ['react-dom', 'micromark', ...NATIVE_PACKAGES, ...REQUIRED_BY_NATIVE])
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
  });
});

/** Everything native in each app, and nothing of another platform. */
const NATIVE_FILES: readonly (PackTarget & { readonly native: readonly string[] })[] = [
  {
    platform: 'linux',
    arch: 'x64',
    native: [
      'better-sqlite3/prebuilds/linux-x64.node',
      'onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1',
      'onnxruntime-node/bin/napi-v6/linux/x64/onnxruntime_binding.node',
    ],
  },
  {
    platform: 'linux',
    arch: 'arm64',
    native: [
      'better-sqlite3/prebuilds/linux-arm64.node',
      'onnxruntime-node/bin/napi-v6/linux/arm64/libonnxruntime.so.1',
      'onnxruntime-node/bin/napi-v6/linux/arm64/onnxruntime_binding.node',
    ],
  },
  {
    platform: 'mac',
    arch: 'arm64',
    native: [
      'better-sqlite3/prebuilds/darwin-arm64.node',
      'onnxruntime-node/bin/napi-v6/darwin/arm64/libonnxruntime.1.dylib',
      'onnxruntime-node/bin/napi-v6/darwin/arm64/onnxruntime_binding.node',
    ],
  },
  {
    platform: 'windows',
    arch: 'x64',
    native: [
      'better-sqlite3/prebuilds/win32-x64.node',
      'onnxruntime-node/bin/napi-v6/win32/x64/DirectML.dll',
      'onnxruntime-node/bin/napi-v6/win32/x64/dxcompiler.dll',
      'onnxruntime-node/bin/napi-v6/win32/x64/dxil.dll',
      'onnxruntime-node/bin/napi-v6/win32/x64/onnxruntime.dll',
      'onnxruntime-node/bin/napi-v6/win32/x64/onnxruntime_binding.node',
    ],
  },
];

describe.each(NATIVE_FILES)('the app packed for $platform on $arch', ({ platform, arch, native }) => {
  let resources: string;
  beforeAll(async () => {
    resources = await packed({ platform, arch });
  });

  it('has the native files of that target alone, beside the archive', () => {
    const files = archiveFiles(join(resources, 'app.asar')).filter(({ path }) => NATIVE_FILE.test(path));
    // Compiled by the installation, under the same name everywhere.
    const compiled = 'hnswlib-node/build/Release/addon.node';
    expect(files.map(({ path }) => path).sort()).toEqual(
      [...native, compiled].map((path) => `node_modules/${path}`).sort(),
    );
    expect(files.filter(({ isUnpacked }) => !isUnpacked)).toEqual([]);
    const unpacked = filesBelow(join(resources, 'app.asar.unpacked'));
    expect(unpacked).toEqual(expect.arrayContaining(files.map(({ path }) => path)));
  });

  it('has a command for the shell', () => {
    expect(readdirSync(join(resources, 'bin'))).toEqual([
      platform === 'windows' ? 'semblance.cmd' : 'semblance',
    ]);
  });
});
