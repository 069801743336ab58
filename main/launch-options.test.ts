import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { afterAll, describe, expect, it } from 'vitest';
import { changeDesktopSettings } from './desktop/desktop-settings.ts';
import { argumentsFor, launchOptions as optionsOf } from './launch-options.ts';

const DEFAULT = envPaths('semblance', { suffix: '' });
const root = mkdtempSync(join(tmpdir(), 'semblance-launch-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** As for somebody who has never started the app. */
const launchOptions = (args: readonly string[]) => optionsOf(args, join(root, 'nothing.json'));

describe('starting the app', () => {
  it('opens the library of the command line', () => {
    const { libraryDir, model, profileDir } = launchOptions(['.']);
    expect(libraryDir).toBe(DEFAULT.data);
    expect(model).toBeNull();
    expect(profileDir.startsWith(DEFAULT.config)).toBe(true);
    expect(profileDir).not.toBe(libraryDir);
  });

  it('takes another library and model, among the arguments of others', () => {
    const others = ['--no-sandbox', '--inspect=0', '--remote-debugging-port=0', '.'];
    const options = launchOptions([
      ...others,
      '--library',
      'notes',
      '--model=tiny',
      '--original-start-time=1',
    ]);
    expect(options).toMatchObject({ libraryDir: resolve('notes'), model: 'tiny' });
  });

  it('opens the library that was opened last and is still there, unless another is named', () => {
    const settingsFile = join(root, 'desktop.json');
    changeDesktopSettings(settingsFile, { libraries: [join(root, 'gone'), root] });
    expect(optionsOf(['.'], settingsFile).libraryDir).toBe(root);
    expect(optionsOf(['.', '--library', 'notes'], settingsFile).libraryDir).toBe(resolve('notes'));
  });

  it('takes a link along', () => {
    expect(launchOptions(['.', 'semblance://search?q=frost']).link).toMatchObject({ query: 'frost' });
    expect(launchOptions(['.', 'semblance://nowhere']).link).toBeNull();
  });

  it('starts again with another library, and without the link it was started by', () => {
    const args = ['.', '--library', '/a', '--model=tiny', 'semblance://search?q=frost', '--library=/b'];
    expect(argumentsFor('/c', args)).toEqual(['.', '--model=tiny', '--library', '/c']);
  });

  it('keeps the windows of two libraries apart, and those of one together', () => {
    const profile = (...args: string[]) => launchOptions(args).profileDir;
    expect(profile('--library', '/a')).not.toBe(profile('--library', '/b'));
    expect(profile('--library', '/a')).toBe(profile('--library', '/a/../a'));
    expect(profile('--library', DEFAULT.data)).toBe(profile());
  });

  it.each([['--library'], ['--library='], ['--model']])('refuses %s without a value', (...args) => {
    expect(() => launchOptions(args)).toThrow(expect.objectContaining({ code: 'launch.bad-option' }));
  });
});
