import { utimesSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import type { SpawnProcess } from '../base/port.ts';
import { DuplicateRequest } from '../contracts/duplicates.ts';
import type { LibraryStatus, ModelSwitch } from '../contracts/library.ts';
import { SearchRequest } from '../contracts/search.ts';
import { fixtureDir } from '../embedding/fixture-packages.ts';
import { childProcessSpawner } from '../host/child-process-port.ts';
import type { Engine } from './engine.ts';
import { never, TemporaryNotes, TINY_MODEL } from './temporary-engine.ts';

const OTHER = fixtureDir('tiny-bert');
const NOTES = 40;
const SUBJECTS = ['oak trees', 'tax returns', 'lentil soup', 'bicycle chains'];

const eventually = <T>(get: () => T) => expect.poll(get, { timeout: 25_000, interval: 10 });

let temporary: TemporaryNotes;
let fresh: TemporaryNotes;
beforeEach(() => {
  temporary = new TemporaryNotes();
  fresh = new TemporaryNotes();
  for (let i = 0; i < NOTES; i++)
    putNote(i, `${SUBJECTS[i % 4]} need care in week ${i}. `.repeat(1 + (i % 25)));
  putNote(NOTES, `The same old words about oak trees stand in two files, word for word and line for line.`);
  putNote(
    NOTES + 1,
    `The same old words about oak trees stand in two files, word for word and line for line.`,
  );
});
afterEach(() => {
  temporary[Symbol.dispose]();
  fresh[Symbol.dispose]();
});

/** Notes of one age after another, so that every library reads them in the same order. */
function putNote(i: number, text: string, secondsLater = 0): void {
  for (const notes of [temporary, fresh]) {
    const time = new Date(1_700_000_000_000 + (i + secondsLater) * 1_000);
    utimesSync(
      notes.put(`note-${i}.md`, `# Note ${i}\n\n${text}\n\nIt was written on day ${i}.\n`),
      time,
      time,
    );
  }
}

/** What a person would notice, whatever folder the notes lie in. */
async function answers(engine: Engine, { notes }: TemporaryNotes): Promise<unknown> {
  const found: unknown[] = [];
  for (const query of [...SUBJECTS, 'care in week 7', 'nothing like it']) {
    const { hits, notes: remarks } = await engine.search(SearchRequest.parse({ query, limit: 5 }));
    found.push(
      remarks,
      hits.map(({ document, sentence, score, cosine, percentile }) => {
        return { document: document.slice(notes.length), sentence, score, cosine, percentile };
      }),
    );
  }
  return JSON.parse(JSON.stringify(found));
}

async function duplicates(engine: Engine, { notes }: TemporaryNotes) {
  const { groups, pending } = await engine.duplicates(DuplicateRequest.parse({}));
  const members = groups.map((group) => group.members.map(({ document }) => document.slice(notes.length)));
  return { pending, groups: groups.map(({ kind }, i) => ({ kind, members: members[i] })) };
}

async function indexed(engine: Engine, { notes }: TemporaryNotes): Promise<Engine> {
  await engine.index([notes], never);
  await Array.fromAsync(engine.updateDuplicates(never));
  return engine;
}

/** What a library answers that never had another model. */
async function freshAnswers(model: string, dimensions?: number) {
  await using engine = await indexed(await fresh.open({ model, dimensions }), fresh);
  return { answers: await answers(engine, fresh), duplicates: await duplicates(engine, fresh) };
}

const inUse = async (engine: Engine) => (await engine.status()).model;
const problems = async (engine: Engine) =>
  (await engine.doctor(false)).filter(({ check, status }) => status !== 'ok' && !check.startsWith('device'));

async function settled(engine: Engine, id: string): Promise<void> {
  await eventually(async () => (await inUse(engine)).id).toMatch(id);
  await engine.models.settled(never);
}

function expectLawful(statuses: readonly LibraryStatus[]): void {
  const steps = statuses.flatMap(({ modelSwitch }) => modelSwitch ?? []);
  expect(steps.length).toBeGreaterThan(1);
  for (const [i, step] of steps.entries()) {
    const before: ModelSwitch = steps[i - 1] ?? step;
    expect(step.passagesDone).toBeGreaterThanOrEqual(before.passagesDone);
    expect(step.passagesTotal).toBeGreaterThanOrEqual(before.passagesTotal);
    expect(step.passagesDone).toBeLessThanOrEqual(step.passagesTotal);
  }
}

/** Lets the encoder that prepares the other model begin only when it is told to; two others prove and serve the first. */
function heldPreparation(): { spawn: SpawnProcess; release: () => void } {
  const spawn = childProcessSpawner(silentLogger);
  const held = Promise.withResolvers<void>();
  let encoders = 0;
  return {
    release: held.resolve,
    spawn: (entry) => {
      const child = spawn(entry);
      if (entry !== 'encoder' || encoders++ !== 2) return child;
      return { ...child, post: (message) => void held.promise.then(() => child.post(message)) };
    },
  };
}

describe('a change of the model', () => {
  it('answers as before until it is done, then as a library made with the new one', async () => {
    await using engine = await indexed(await temporary.open(), temporary);
    const before = [await answers(engine, temporary), await duplicates(engine, temporary)];
    const watching = new AbortController();
    const statuses = Array.fromAsync(engine.watchStatus(watching.signal));

    expect((await engine.models.choose({ model: OTHER })).switch).not.toBeNull();
    await eventually(async () => (await engine.status()).modelSwitch?.passagesDone).toBeGreaterThan(0);
    await engine.pause();
    await eventually(async () => (await engine.status()).modelSwitch?.phase).toBe('paused');
    expect([await answers(engine, temporary), await duplicates(engine, temporary)]).toEqual(before);
    expect((await inUse(engine)).id).toBe('tiny-deelm');

    await engine.resume();
    await settled(engine, 'tiny-bert');
    const expected = await freshAnswers(OTHER);
    expect(await answers(engine, temporary)).toEqual(expected.answers);
    expect(await duplicates(engine, temporary)).toEqual(expected.duplicates);
    expect(await problems(engine)).toEqual([]);
    watching.abort();
    expectLawful(await statuses);
  });

  it('has a file that changes meanwhile right under both', async () => {
    const { spawn, release } = heldPreparation();
    await using engine = await indexed(await temporary.open({ spawn }), temporary);
    await engine.models.choose({ model: OTHER });
    putNote(3, 'A young birch was planted beside the ferry landing.', 500);
    await Array.fromAsync(engine.rescan(never));
    const { hits } = await engine.search(SearchRequest.parse({ query: 'young birch', mode: 'meaning' }));
    expect(hits.map(({ document }) => document)).toContain(`${temporary.notes}/note-3.md`);
    expect(await engine.status()).toMatchObject({
      model: { id: 'tiny-deelm' },
      modelSwitch: { passagesDone: 0 },
    });

    release();
    await settled(engine, 'tiny-bert');
    const found = await engine.search(SearchRequest.parse({ query: 'young birch', mode: 'meaning' }));
    await using other = await indexed(await fresh.open({ model: OTHER }), fresh);
    const expected = await other.search(SearchRequest.parse({ query: 'young birch', mode: 'meaning' }));
    const cosines = ({ hits: all }: typeof found) => all.map(({ cosine }) => cosine);
    expect(cosines(found)).toEqual(cosines(expected));
    expect(await problems(engine)).toEqual([]);
  });

  it('leaves the model in use and nothing else when it is cancelled', async () => {
    await using engine = await indexed(await temporary.open(), temporary);
    const before = await answers(engine, temporary);
    await engine.models.choose({ model: OTHER });
    await eventually(async () => (await engine.status()).modelSwitch?.passagesDone).toBeGreaterThan(0);
    await engine.models.cancel();
    expect(await engine.status()).toMatchObject({ modelSwitch: null, model: { id: 'tiny-deelm' } });
    await engine.models.settled(never);
    expect(await answers(engine, temporary)).toEqual(before);
    expect(await problems(engine)).toEqual([]);
  });

  it('to fewer dimensions gives the vectors that encoding anew would give', async () => {
    await using engine = await indexed(await temporary.open(), temporary);
    await engine.models.choose({ model: TINY_MODEL, dimensions: 8 });
    await eventually(async () => (await inUse(engine)).dimensions).toBe(8);
    await engine.models.settled(never);
    const expected = await freshAnswers(TINY_MODEL, 8);
    expect(await answers(engine, temporary)).toEqual(expected.answers);
    expect(await problems(engine)).toEqual([]);
  });

  it('goes on where it was when the library is opened again, with its own model', async () => {
    {
      const { spawn } = heldPreparation();
      await using engine = await indexed(await temporary.open({ spawn }), temporary);
      await engine.models.choose({ model: OTHER });
    }
    await using engine = await temporary.open({ model: null });
    expect((await inUse(engine)).id).toBe('tiny-deelm');
    await settled(engine, 'tiny-bert');
    expect(await problems(engine)).toEqual([]);
  });
});

describe('a library opened for reading', () => {
  it('follows a change of the model in another process', async () => {
    await using engine = await indexed(await temporary.open(), temporary);
    await using reader = await temporary.open({ access: 'read', model: null });
    await engine.models.choose({ model: OTHER });
    await settled(engine, 'tiny-bert');
    await eventually(async () => (await inUse(reader)).id).toMatch('tiny-bert');
    expect(await answers(reader, temporary)).toEqual(await answers(engine, temporary));
  });
});
