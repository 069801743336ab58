import { spawnSync } from 'node:child_process';
import { renameSync, rmSync, utimesSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import type { SpawnProcess } from '../../base/port.ts';
import { SearchRequest } from '../../contracts/search.ts';
import { childProcessSpawner } from '../../host/child-process-port.ts';
import type { Engine } from '../engine.ts';
import { never, TemporaryNotes } from '../temporary-engine.ts';

let temporary: TemporaryNotes;
beforeEach(() => {
  temporary = new TemporaryNotes();
  for (let i = 0; i < 5; i++) temporary.put(`other-${i}.md`, `Swallow ${i} sits on the wire.`);
});
afterEach(() => temporary[Symbol.dispose]());

/** Starts real processes, and does something at the moment when the first message with this text is sent to one. */
function spawningWith(entry: 'parser' | 'encoder', text: string, act: () => void): SpawnProcess {
  const spawn = childProcessSpawner(silentLogger);
  let isDone = false;
  return (name) => {
    const child = spawn(name);
    if (name !== entry) return child;
    return {
      ...child,
      post(message) {
        if (!isDone && JSON.stringify(message).includes(text)) {
          isDone = true;
          act();
        }
        child.post(message);
      },
    };
  };
}

const find = async (engine: Engine, word: string) =>
  (await engine.search(SearchRequest.parse({ query: word, mode: 'words' }))).hits.map((hit) => hit.document);

describe('a file that is gone when its turn comes', () => {
  it('is left out, the others are read, and the next run forgets it', async () => {
    const path = temporary.put('gone.md', 'The corncrake was here.');
    await using engine = await temporary.open({
      spawn: spawningWith('parser', 'gone.md', () => rmSync(path)),
    });
    expect(await engine.index([temporary.notes], never)).toMatchObject({
      documents: 5,
      skipped: [{ path, code: 'parse.missing', nextStep: expect.stringMatching(/\.$/) }],
    });
    expect(engine.failed()).toMatchObject([{ path }]);
    expect(await engine.index([temporary.notes], never)).toMatchObject({ documents: 5, skipped: [] });
    expect(engine.failed()).toEqual([]);
  });

  it('keeps what was read of it before, until a run finds that it is gone', async () => {
    const path = temporary.put('gone.md', 'The corncrake was here.');
    {
      await using engine = await temporary.open();
      await engine.index([temporary.notes], never);
    }
    temporary.put('gone.md', 'The corncrake was here again.');
    utimesSync(path, new Date(), new Date(Date.now() + 5_000));
    await using engine = await temporary.open({
      spawn: spawningWith('parser', 'gone.md', () => rmSync(path)),
    });
    await engine.index([temporary.notes], never);
    expect(await find(engine, 'corncrake')).toEqual([path]);
    await engine.index([temporary.notes], never);
    expect(await find(engine, 'corncrake')).toEqual([]);
  });

  it('is no file any more but a pipe: nothing waits for it', async () => {
    const path = temporary.put('pipe.md', 'The corncrake was here.');
    const replace = () => {
      rmSync(path);
      spawnSync('mkfifo', [path]);
    };
    await using engine = await temporary.open({ spawn: spawningWith('parser', 'pipe.md', replace) });
    expect(await engine.index([temporary.notes], never)).toMatchObject({
      documents: 5,
      skipped: [{ path, code: 'parse.unreadable' }],
    });
  });
});

describe('a file that changes while it is indexed', () => {
  it('is stored as it is when it is read, and not read again without need', async () => {
    const path = temporary.put('note.md', 'The corncrake was here.');
    const change = () => void temporary.put('note.md', 'A spotted crake calls from the reeds.');
    await using engine = await temporary.open({ spawn: spawningWith('parser', 'note.md', change) });
    expect(await engine.index([temporary.notes], never)).toMatchObject({ documents: 6, skipped: [] });
    expect(await find(engine, 'spotted')).toEqual([path]);
    expect(await find(engine, 'corncrake')).toEqual([]);
    expect(await engine.index([temporary.notes], never)).toMatchObject({ documents: 6, tokensPerSecond: 0 });
  });

  it('is read again by the next run when it changed after it was read', async () => {
    const path = temporary.put('note.md', 'The corncrake was here.');
    const change = () => {
      temporary.put('note.md', 'A spotted crake calls.');
      utimesSync(path, new Date(), new Date(Date.now() + 5_000));
    };
    await using engine = await temporary.open({ spawn: spawningWith('encoder', 'corncrake', change) });
    await engine.index([temporary.notes], never);
    expect(await find(engine, 'corncrake')).toEqual([path]);
    await engine.index([temporary.notes], never);
    expect(await find(engine, 'spotted')).toEqual([path]);
  });

  it('is found at its new place when it was renamed after the folder was looked at', async () => {
    const path = temporary.put('note.md', 'The corncrake was here.');
    const moved = path.replace('note.md', 'moved.md');
    await using engine = await temporary.open({
      spawn: spawningWith('parser', 'note.md', () => renameSync(path, moved)),
    });
    await engine.index([temporary.notes], never);
    await engine.index([temporary.notes], never);
    expect(await find(engine, 'corncrake')).toEqual([moved]);
    expect(engine.failed()).toEqual([]);
  });
});
