import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { electronLaunch } from './electron-launch.ts';

it('gives Electron a folder with a main module, and the app what it was asked for', () => {
  const [folder, ...others] = electronLaunch(['--library', '/notes'], {}).args;
  expect(others).toEqual(['--library', '/notes']);
  const { main, type } = JSON.parse(readFileSync(join(folder!, 'package.json'), 'utf8'));
  expect(type).toBe('module');
  expect(existsSync(join(folder!, main))).toBe(true);
});

it('starts the app and not plain Node, also in a terminal inside of another Electron app', () => {
  const { env } = electronLaunch([], { PATH: '/bin', ELECTRON_RUN_AS_NODE: '1' });
  expect(env).toEqual({ PATH: '/bin' });
});
