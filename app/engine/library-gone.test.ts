import { existsSync, renameSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from './engine.ts';
import { never, TemporaryNotes } from './temporary-engine.ts';

let temporary: TemporaryNotes;
beforeEach(() => {
  temporary = new TemporaryNotes();
  temporary.put('lease.md', 'The tenant must give two months notice.');
});
afterEach(() => temporary[Symbol.dispose]());

const gone = expect.objectContaining({ code: 'library.gone', nextStep: expect.stringMatching(/\w\.$/) });
const lastError = async (engine: Engine) => (await engine.status()).progress?.error;

describe('a library whose folder goes away while it is open', () => {
  it.each([
    ['deleted', (library: string) => rmSync(library, { recursive: true })],
    ['moved', (library: string) => renameSync(library, `${library}-moved`)],
  ])('is told, and nothing more is written: %s', async (_, takeAway) => {
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    takeAway(temporary.library);
    temporary.put('new.md', 'An old oak fell in the storm.');
    await expect(engine.index([temporary.notes], never)).rejects.toEqual(gone);
    await expect(engine.chooseDevice('cpu')).rejects.toEqual(gone);
    expect((await engine.doctor(false))[0]).toMatchObject({ check: 'library folder', status: 'problem' });
    expect(existsSync(temporary.library)).toBe(false);
  });

  it('tells a host that stays by itself, which goes on when the folder is back', async () => {
    await using engine = await temporary.open({ resident: true });
    await engine.index([temporary.notes], never);
    renameSync(temporary.library, `${temporary.library}-moved`);
    temporary.put('new.md', 'An old oak fell in the storm.');
    await vi.waitFor(async () => expect(await lastError(engine)).toEqual(gone), 20_000);
    renameSync(`${temporary.library}-moved`, temporary.library);
    await vi.waitFor(async () => expect(await engine.status()).toMatchObject({ documents: 2 }), 20_000);
    expect((await engine.status()).progress).toBeNull();
  });

  it('is told also where another library lies in its place', async () => {
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    renameSync(temporary.library, `${temporary.library}-moved`);
    await using other = await temporary.open();
    await other.index([temporary.notes], never);
    await expect(engine.index([temporary.notes], never)).rejects.toEqual(gone);
    expect((await other.doctor(false)).filter(({ status }) => status === 'problem')).toEqual([]);
  });
});
