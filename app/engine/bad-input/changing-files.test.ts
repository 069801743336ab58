import { spawnSync } from 'node:child_process';
import { renameSync, rmSync, utimesSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import type { ProcessEntry } from '../../base/port.ts';
import { SearchRequest } from '../../contracts/search.ts';
import { childProcessSpawner } from '../../host/child-process-port.ts';
import type { Engine } from '../engine.ts';
import { never, TemporaryNotes } from '../temporary-engine.ts';

/** What happens just before the first message with this text is sent to a process of this kind. */
interface Interference {
  readonly entry: ProcessEntry;
  readonly text: string;
  readonly act: () => void;
}

const temporary = new TemporaryNotes();
let next: Interference | null = null;
let engine: Engine;
beforeAll(async () => {
  temporary.put('other.md', 'A swallow sits on the wire.');
  const spawn = childProcessSpawner(silentLogger);
  engine = await temporary.open({
    spawn(entry) {
      const child = spawn(entry);
      return {
        ...child,
        post(message) {
          interfere(entry, message);
          child.post(message);
        },
      };
    },
  });
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  temporary[Symbol.dispose]();
});

function interfere(entry: ProcessEntry, message: unknown): void {
  if (next?.entry !== entry || !JSON.stringify(message).includes(next.text)) return;
  const { act } = next;
  next = null;
  act();
}

/** Indexes the folder; `act` happens when the file is about to be read, or its text about to be encoded. */
async function indexWhile(entry: ProcessEntry, text: string, act: () => void) {
  next = { entry, text, act };
  const report = await engine.index([temporary.notes], never);
  expect(next).toBeNull();
  return report;
}
const index = () => engine.index([temporary.notes], never);

/** Writes a file that is newer than whatever was there. */
function putLater(name: string, content: string): string {
  const path = temporary.put(name, content);
  utimesSync(path, new Date(), new Date(Date.now() + 5_000));
  return path;
}

const find = async (word: string) =>
  (await engine.search(SearchRequest.parse({ query: word, mode: 'words' }))).hits.map((hit) => hit.document);

describe('a file that is gone when its turn comes', () => {
  it('is left out, the others are read, and the next run forgets it', async () => {
    const path = temporary.put('new.md', 'The corncrake was here.');
    expect(await indexWhile('parser', 'new.md', () => rmSync(path))).toMatchObject({
      documents: 1,
      skipped: [{ path, code: 'parse.missing', nextStep: expect.stringMatching(/\.$/) }],
    });
    expect(engine.failed()).toMatchObject([{ path }]);
    expect(await index()).toMatchObject({ documents: 1, skipped: [] });
    expect(engine.failed()).toEqual([]);
  });

  it('keeps what was read of it before, until a run finds that it is gone', async () => {
    const path = temporary.put('known.md', 'The bluethroat was here.');
    await index();
    putLater('known.md', 'The bluethroat was here again.');
    await indexWhile('parser', 'known.md', () => rmSync(path));
    expect(await find('bluethroat')).toEqual([path]);
    await index();
    expect(await find('bluethroat')).toEqual([]);
  });

  it('is no file any more but a pipe: nothing waits for it', async () => {
    const path = temporary.put('pipe.md', 'The serin was here.');
    const report = await indexWhile('parser', 'pipe.md', () => {
      rmSync(path);
      spawnSync('mkfifo', [path]);
    });
    expect(report.skipped).toMatchObject([{ path, code: 'parse.unreadable' }]);
    rmSync(path);
  });

  it('is found at its new place when it was renamed meanwhile', async () => {
    const path = temporary.put('before.md', 'The firecrest was here.');
    const moved = path.replace('before.md', 'after.md');
    await indexWhile('parser', 'before.md', () => renameSync(path, moved));
    await index();
    expect(await find('firecrest')).toEqual([moved]);
    expect(engine.failed()).toEqual([]);
  });
});

describe('a file that changes while it is indexed', () => {
  it('is stored as it is when it is read, and not read again without need', async () => {
    const path = temporary.put('early.md', 'The quail was here.');
    await indexWhile('parser', 'early.md', () => putLater('early.md', 'A goshawk flies by.'));
    expect(await find('goshawk')).toEqual([path]);
    expect(await find('quail')).toEqual([]);
    expect(await index()).toMatchObject({ skipped: [], tokensPerSecond: 0 });
  });

  it('is read again by the next run when it changed after it was read', async () => {
    const path = temporary.put('late.md', 'The hoopoe was here.');
    await indexWhile('encoder', 'hoopoe', () => putLater('late.md', 'A merlin flies by.'));
    expect(await find('hoopoe')).toEqual([path]);
    await index();
    expect(await find('merlin')).toEqual([path]);
    expect(await find('hoopoe')).toEqual([]);
  });
});
