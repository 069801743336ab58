import { resolve } from 'node:path';
import envPaths from 'env-paths';
import { describe, expect, it } from 'vitest';
import { launchOptions } from './launch-options.ts';

const DEFAULT = envPaths('semblance', { suffix: '' });

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
