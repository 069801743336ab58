import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { createFolderAdding } from './folder-adding.ts';

describe('adding a folder through the system’s dialog', () => {
  it('adds what was chosen', async () => {
    const added: string[] = [];
    const adding = createFolderAdding(
      async () => '/notes',
      async (path) => added.push(path),
    );
    await adding.start();
    expect(added).toEqual(['/notes']);
    expect(adding.state.get()).toEqual({ isRunning: false, error: null });
  });

  it('adds nothing when the dialog was closed', async () => {
    const adding = createFolderAdding(
      async () => null,
      async () => expect.unreachable(),
    );
    await adding.start();
    expect(adding.state.get()).toEqual({ isRunning: false, error: null });
  });

  it('shows one dialog at a time', async () => {
    const dialog = Promise.withResolvers<string | null>();
    let shown = 0;
    const adding = createFolderAdding(
      () => {
        shown += 1;
        return dialog.promise;
      },
      async () => {},
    );
    const first = adding.start();
    await adding.start();
    expect(adding.state.get().isRunning).toBe(true);
    dialog.resolve(null);
    await first;
    expect(shown).toBe(1);
  });

  it('says why a folder was not added, until the next one', async () => {
    const data = { code: 'library.locked', message: 'm', nextStep: 'n', retryable: true };
    const choices: (string | null)[] = ['/notes', null];
    const adding = createFolderAdding(
      async () => choices.shift()!,
      () => Promise.reject(new ORPCError('DOMAIN', { defined: true, data })),
    );
    await adding.start();
    expect(adding.state.get().error).toEqual(data);
    await adding.start();
    expect(adding.state.get().error).toBeNull();
  });
});
