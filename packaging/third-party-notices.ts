import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NATIVE_PACKAGES, REQUIRED_BY_NATIVE } from './native-packages.ts';

interface Notice {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

/** What vite writes of the packages that went into a build. */
interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly identifier?: string;
  readonly text?: string;
}

/** Packages that come without their licence; `packaging/licenses` has it. */
const KEPT_TEXTS: Readonly<Record<string, string>> = {
  'onnxruntime-common': 'onnxruntime.txt',
  'onnxruntime-node': 'onnxruntime.txt',
};

/**
 * The licences of everything by others that the app contains, as one text; Electron brings its own.
 * @throws Error  where a package states no licence, or its text is nowhere.
 */
export async function thirdPartyNotices(root: string): Promise<string> {
  const notices = [
    ...(await bundledNotices(join(root, 'out/renderer'))),
    ...(await bundledNotices(join(root, 'out/program'))),
    ...(await Promise.all(
      [...NATIVE_PACKAGES, ...REQUIRED_BY_NATIVE].map((name) => nativeNotice(root, name)),
    )),
  ];
  const byName = new Map(notices.map((notice) => [`${notice.name} ${notice.version}`, notice]));
  return [...byName]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([title, { license, text }]) => `${title} (${license})\n\n${text.trim()}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

async function bundledNotices(outDir: string): Promise<Notice[]> {
  const packages: BundledPackage[] = JSON.parse(await readFile(join(outDir, '.vite/licenses.json'), 'utf8'));
  return packages.map(({ name, version, identifier, text }) =>
    complete({ name, version, license: identifier, text }),
  );
}

async function nativeNotice(root: string, name: string): Promise<Notice> {
  const folder = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const own = (await readdir(folder)).find((file) => /^licen[cs]e/i.test(file));
  const kept = KEPT_TEXTS[name];
  const file = own ? join(folder, own) : kept && join(root, 'packaging/licenses', kept);
  return complete({ name, version, license, text: file && (await readFile(file, 'utf8')) });
}

function complete(notice: { [Key in keyof Notice]: Notice[Key] | undefined }): Notice {
  const missing = Object.entries(notice).filter(([, value]) => !value);
  if (missing.length > 0)
    throw new Error(`${notice.name}: ${missing.map(([key]) => key).join(' and ')} of its licence not found`);
  return notice as Notice;
}
