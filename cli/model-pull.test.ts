import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { capturedRun } from './captured-run.ts';
import { SmallHub } from './fixtures/small-hub.ts';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const CHECKPOINT = folder('../app/conversion/fixtures/tiny-llama-sharded');
const EXPORT = folder('../app/embedding/fixtures/tiny-bert');

let library: string;
beforeEach(() => {
  library = mkdtempSync(join(tmpdir(), 'semblance-pull-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(library, { recursive: true });
});

function pull(hub: { readonly url: string }, id = 'someone/tiny') {
  vi.stubEnv('HF_ENDPOINT', hub.url);
  return capturedRun(['model', 'pull', id, '--first-bidirectional', '1', '--library', library]);
}

const models = () => readdirSync(join(library, 'models')).filter((name) => !name.startsWith('.'));

describe('a model of the hub', () => {
  it('is converted where it is a checkpoint, with its origin in the card, and nothing else is left', async () => {
    await using hub = await SmallHub.start('someone/tiny', CHECKPOINT);
    hub.alsoListed.push('../../outside.json', 'pytorch_model.bin');
    const { status, stdout } = await pull(hub);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      id: 'someone--tiny',
      name: 'someone/tiny',
      licence: 'apache-2.0',
      source: expect.stringContaining('someone/tiny at 0123456789ab'),
      firstBidirectionalLayer: 1,
    });
    expect(models()).toHaveLength(1);
    expect(readdirSync(library)).toEqual(['models']);
    expect((await capturedRun(['model', 'list', '--library', library])).stdout).toContain('someone/tiny');
    hub.sent.length = 0;
    expect((await pull(hub)).stderr).toContain('model.present');
    expect(hub.sent).toEqual([]);
  });

  it('is taken as it is where it is an export', async () => {
    await using hub = await SmallHub.start('someone/tiny', EXPORT);
    const { status, stdout } = await pull(hub);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'someone--tiny' });
    expect(models()).toEqual(['someone--tiny']);
  });

  it('that arrives damaged is not used; the next pull brings that file alone', async () => {
    await using hub = await SmallHub.start('someone/tiny', CHECKPOINT);
    hub.damaged = 'tokenizer.json';
    const damaged = await pull(hub);
    expect(damaged.stderr).toContain('model.hub-damaged');
    expect(damaged.status).toBe(1);
    expect(existsSync(join(library, 'models'))).toBe(false);
    const before = new Set(hub.sent);
    hub.damaged = null;
    hub.sent.length = 0;
    expect((await pull(hub)).status).toBe(0);
    expect(hub.sent.filter((path) => before.has(path))).toEqual(['tokenizer.json']);
  });

  it('that sends more than it lists is not listened to', async () => {
    await using hub = await SmallHub.start('someone/tiny', CHECKPOINT);
    hub.endless = 'tokenizer.json';
    const { stderr } = await pull(hub);
    expect(stderr).toContain('model.hub-damaged');
  });

  it.each([['../..'], [undefined], [7], ['main']])(
    'whose commit is %j is none: it would name a folder',
    async (commit) => {
      await using hub = await SmallHub.start('someone/tiny', CHECKPOINT);
      hub.commit = commit;
      const { status, stderr } = await pull(hub);
      expect(stderr).toContain('model.hub-strange');
      expect(status).toBe(2);
      expect(readdirSync(library)).toEqual([]);
    },
  );

  it('that is listed without end is given up', async () => {
    await using hub = await SmallHub.start('someone/tiny', CHECKPOINT);
    hub.isListedForEver = true;
    expect((await pull(hub)).stderr).toContain('more than 60 requests');
  });

  it.each([
    ['of another name', 'someone/else', 'model.hub-unknown'],
    ['that is not for everyone', 'secret/tiny', 'model.hub-refused'],
    ['whose name is a path', '../etc', 'model.hub-unknown'],
    ['whose name is none', 'tiny', 'model.hub-unknown'],
  ])('%s is refused, and nothing changes', async (_, id, code) => {
    await using hub = await SmallHub.start('someone/tiny', CHECKPOINT);
    const { status, stderr } = await pull(hub, id);
    expect(stderr).toContain(code);
    expect(status).toBe(2);
    expect(readdirSync(library)).toEqual([]);
  });

  it('cannot be brought where nothing answers', async () => {
    const hub = await SmallHub.start('someone/tiny', CHECKPOINT);
    const { url } = hub;
    await hub[Symbol.asyncDispose]();
    const { status, stderr } = await pull({ url });
    expect(stderr).toContain('model.hub-unreachable');
    expect(status).toBe(1);
  });
});
