import { rmSync, utimesSync } from 'node:fs';
import { basename, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DuplicateRequest } from '../contracts/duplicates.ts';
import type { Engine } from './engine.ts';
import { never, TemporaryNotes } from './temporary-engine.ts';

const OAK = 'The old oak behind the mill fell in the storm last night and blocked the road to the village.';
const OAK_EDITED =
  'The old oak behind the mill fell in the storm last Friday, and blocked the road to the village!';
const OAK_LONG = `We had bad luck this week. ${OAK} Nobody was hurt, but it took the farmers two days to clear it.`;
const SOUP =
  'Simmer the lentil soup with two bay leaves for an hour, then season it and serve it with bread.';
const LEASE = 'The tenant may keep a dog in the flat without asking the landlord for permission.';
const LEASE_NEGATED = 'The tenant may not keep a dog in the flat without asking the landlord for permission.';

let temporary: TemporaryNotes;
beforeEach(() => {
  temporary = new TemporaryNotes();
});
afterEach(() => temporary[Symbol.dispose]());

const index = (engine: Engine) => engine.index([temporary.notes], never);
const update = (engine: Engine) => Array.fromAsync(engine.updateDuplicates(never));
async function groups(engine: Engine, request: Partial<DuplicateRequest> = {}) {
  await update(engine);
  return (await engine.duplicates(DuplicateRequest.parse({ kinds: BY_WORDS, ...request }))).groups;
}
/** The model of these tests means nothing, so meaning is left out where texts are told apart. */
const BY_WORDS: DuplicateRequest['kinds'] = ['identical', 'near-identical', 'contained'];
const texts = (found: Awaited<ReturnType<typeof groups>>) =>
  found.map(({ members }) => members.map(({ text }) => text));

function rewrite(name: string, content: string): void {
  utimesSync(temporary.put(name, content), new Date(), new Date(Date.now() + 5_000));
}

/** The database takes no comparisons until this is disposed of. */
function refusedComparisons(): Disposable {
  const db = new SqliteDatabase(join(temporary.library, 'library.sqlite'));
  db.exec(`CREATE TRIGGER refuse BEFORE INSERT ON compared_passage BEGIN SELECT RAISE(FAIL, 'no room'); END`);
  return {
    [Symbol.dispose]() {
      db.exec('DROP TRIGGER refuse');
      db.close();
    },
  };
}

describe('near-duplicates of a library', () => {
  it('are grouped around the longest, each with what it is and where it stands', async () => {
    const long = temporary.put('long.md', `# Week\n\n${OAK_LONG}\n`);
    const copy = temporary.put('copy.md', `# Storm\n\n${OAK}\n\n${SOUP}\n`);
    const edited = temporary.put('edited.md', OAK_EDITED);
    await using engine = await temporary.open();
    await index(engine);
    const [group, ...more] = await groups(engine);
    expect(more).toEqual([]);
    expect(group?.members.map(({ document, relation }) => [document, relation?.kind])).toEqual([
      [long, undefined],
      [copy, 'contained'],
      [edited, 'contained'],
    ]);
    for (const { text, start, end, document } of group!.members) {
      const preview = engine.reading.preview(
        group!.members.find((member) => member.document === document)!.documentId,
      );
      expect(preview.text.slice(start, end)).toBe(text);
    }
  });

  it('leave two negated sentences and short headings apart', async () => {
    temporary.put('a.md', `${LEASE}\n\n## Further reading and links\n`);
    temporary.put('b.md', `${LEASE_NEGATED}\n\n## Further reading and links\n`);
    await using engine = await temporary.open();
    await index(engine);
    expect(await groups(engine, { kinds: undefined })).toEqual([]);
  });

  it('follow the threshold without comparing again', async () => {
    temporary.put('a.md', OAK);
    temporary.put('b.md', OAK_EDITED);
    await using engine = await temporary.open();
    await index(engine);
    expect(await groups(engine, { threshold: 0.9 })).toHaveLength(1);
    expect(await groups(engine, { threshold: 1 })).toHaveLength(0);
    expect(await groups(engine, { threshold: 0.5 })).toHaveLength(1);
    expect(await update(engine)).toEqual([]);
  });

  it('keep to their scope', async () => {
    temporary.put('a.md', `${OAK}\n\n${SOUP}`);
    temporary.put('b.md', SOUP);
    await using engine = await temporary.open();
    await index(engine);
    const [source] = (await engine.status()).sources;
    expect(await groups(engine, { scope: { within: 'source', source: source!.id } })).toHaveLength(1);
    expect(await groups(engine, { scope: { within: 'between', sources: [source!.id, 99] } })).toEqual([]);
  });
});

describe('a pair that is ignored', () => {
  it('stays apart through changes and restarts until it is restored', async () => {
    temporary.put('a.md', OAK);
    temporary.put('b.md', OAK_EDITED);
    {
      await using engine = await temporary.open();
      await index(engine);
      const [group] = await groups(engine);
      const [first, second] = group!.members.map(({ passageId }) => passageId) as [number, number];
      await engine.ignoreDuplicates({ first, second });
      expect(await groups(engine)).toEqual([]);
      expect((await engine.status()).keptApart).toBe(1);
    }
    rewrite('b.md', `${SOUP}\n\n# Another heading\n\n${OAK_EDITED}`);
    await using engine = await temporary.open();
    await index(engine);
    expect(await groups(engine)).toEqual([]);
    const [ignored] = await engine.ignoredDuplicates();
    expect(ignored?.member.relation?.kind).toBe('near-identical');
    await engine.restoreDuplicates({
      first: ignored!.member.passageId,
      second: ignored!.reference.passageId,
    });
    expect(await groups(engine)).toHaveLength(1);
  });
});

describe('a passage in eight versions', () => {
  const DEPOSIT =
    'The deposit is returned within six weeks after the keys are handed over, provided there is no damage. ' +
    'The landlord may keep a part of it for repairs, but must show the bills to the tenant.';
  const VERSIONS = {
    'a-one-word.md': DEPOSIT.replace('bills', 'invoices'),
    'b-case.md': DEPOSIT.toUpperCase(),
    'c-contained.md': `This contract has five pages. ${DEPOSIT} Pets are welcome, and so are children of any age.`,
    'original.md': DEPOSIT,
    'p-copy.md': `# Deposits\n\n${DEPOSIT}`,
    'q-spacing.md': DEPOSIT.replaceAll(' ', '  '),
    'r-two-words.md': DEPOSIT.replace('bills', 'invoices').replace('repairs', 'mending'),
  };
  const copies = ['original.md', 'p-copy.md', 'q-spacing.md'];
  const namesOf = (found: Awaited<ReturnType<typeof groups>>) =>
    found.map(({ members }) => members.map(({ document }) => basename(document)));

  beforeEach(() => {
    for (const [name, content] of Object.entries(VERSIONS)) temporary.put(name, content);
  });

  it('has one of the copies for its reference, and the others are called identical', async () => {
    await using engine = await temporary.open();
    await index(engine);
    const [group, ...more] = await groups(engine);
    expect(more).toEqual([]);
    const [reference, ...members] = group!.members.map(({ document }) => basename(document));
    expect(reference).toBe('original.md');
    expect(members.slice(0, 2).sort()).toEqual(copies.slice(1));
    expect(group!.members.map(({ relation }) => relation?.kind)).toEqual([
      ...[undefined, 'identical', 'identical'],
      ...['contained', 'near-identical', 'near-identical', 'near-identical'],
    ]);
  });

  it.each(Object.keys(VERSIONS).filter((name) => !copies.includes(name)))(
    'never again shows %s with a copy that it was kept apart from',
    async (name) => {
      await using engine = await temporary.open();
      await index(engine);
      const [group] = await groups(engine);
      const idOf = (wanted: string) =>
        group!.members.find(({ document }) => basename(document) === wanted)!.passageId;
      await engine.ignoreDuplicates({ first: idOf('p-copy.md'), second: idOf(name) });
      for (const kinds of [BY_WORDS, undefined]) {
        for (const threshold of [0.5, 0.9]) {
          for (const members of namesOf(await groups(engine, { kinds, threshold }))) {
            expect(members.includes(name) && members.some((member) => copies.includes(member))).toBe(false);
          }
        }
      }
      const { ignored } = await engine.duplicates(DuplicateRequest.parse({}));
      expect([ignored, (await engine.ignoredDuplicates()).length]).toEqual([1, 1]);
    },
  );

  it('is one group again when the pair is restored by any of the copies', async () => {
    await using engine = await temporary.open();
    await index(engine);
    const before = namesOf(await groups(engine));
    const [group] = await groups(engine);
    const [first, second, , last] = group!.members.map(({ passageId }) => passageId);
    await engine.ignoreDuplicates({ first: first!, second: last! });
    expect(namesOf(await groups(engine))).not.toEqual(before);
    await engine.restoreDuplicates({ first: second!, second: last! });
    expect(namesOf(await groups(engine))).toEqual(before);
  });
});

describe('a changed document', () => {
  it('is compared with nothing else but what it repeated, and its old pairs are gone', async () => {
    for (let i = 0; i < 20; i++)
      temporary.put(
        `note-${i}.md`,
        `Note ${i} says ${OAK.split(' ')
          .slice(i % 9)
          .join(' ')} ${i}`,
      );
    temporary.put('a.md', SOUP);
    temporary.put('b.md', SOUP);
    await using engine = await temporary.open();
    await index(engine);
    expect(texts(await groups(engine))).toContainEqual([SOUP, SOUP]);
    rewrite('b.md', LEASE);
    await index(engine);
    const steps = await update(engine);
    expect(steps.at(-1)).toEqual({ done: 6, total: 6 });
    expect(texts(await groups(engine))).not.toContainEqual([SOUP, SOUP]);
    rewrite('a.md', LEASE);
    await index(engine);
    expect(texts(await groups(engine))).toContainEqual([LEASE, LEASE]);
  });

  it('that is deleted leaves the others in one group, although they were tied to it alone', async () => {
    const copies = Array.from({ length: 12 }, (_, i) => temporary.put(`note-${i}.md`, OAK));
    await using engine = await temporary.open();
    await index(engine);
    const [group] = await groups(engine);
    const first = group!.members.toSorted((a, b) => a.passageId - b.passageId).slice(0, 9);
    for (const { document } of first) rmSync(document);
    await index(engine);
    const left = copies.filter((path) => !first.some(({ document }) => document === path));
    expect((await groups(engine)).map(({ members }) => members.map(({ document }) => document))).toEqual([
      left.toSorted(),
    ]);
  });

  it('that is deleted leaves no group of one', async () => {
    temporary.put('a.md', OAK);
    const copy = temporary.put('b.md', OAK);
    await using engine = await temporary.open();
    await index(engine);
    expect(await groups(engine)).toHaveLength(1);
    rmSync(copy);
    await index(engine);
    expect(await groups(engine)).toEqual([]);
  });

  it('comes to the same groups as a library that had it from the start', async () => {
    const files = {
      'a.md': OAK,
      'b.md': OAK_LONG,
      'c.md': OAK_EDITED,
      'd.md': SOUP,
      'e.md': `${SOUP}\n\n${LEASE}`,
    };
    for (const [name, content] of Object.entries(files)) temporary.put(name, content);
    using other = new TemporaryNotes();
    await using atOnce = await temporary.open();
    await index(atOnce);
    await using oneByOne = await other.open();
    for (const [name, content] of Object.entries(files).reverse()) {
      other.put(name, content);
      await oneByOne.index([other.notes], never);
      await update(oneByOne);
    }
    const shape = (found: Awaited<ReturnType<typeof groups>>) =>
      texts(found)
        .map((members) => members.toSorted())
        .toSorted();
    expect(shape(await groups(oneByOne))).toEqual(shape(await groups(atOnce)));
  });
});

describe('comparing', () => {
  it('tells how far it is, never going back, and ends complete', async () => {
    for (let i = 0; i < 400; i++) temporary.put(`note-${i}.md`, `${SOUP} This was note number ${i} of many.`);
    await using engine = await temporary.open();
    await index(engine);
    const steps = await update(engine);
    const total = 3 * (await engine.status()).passages;
    for (const [i, step] of steps.entries()) {
      expect(step.total).toBe(total);
      expect(step.done).toBeGreaterThanOrEqual(steps[i - 1]?.done ?? 0);
    }
    expect(steps.at(-1)?.done).toBe(total);
    expect((await groups(engine))[0]?.members).toHaveLength(400);
  });

  it('goes on where it was stopped', async () => {
    for (let i = 0; i < 600; i++) temporary.put(`note-${i}.md`, `${SOUP} This was note number ${i} of many.`);
    {
      await using engine = await temporary.open();
      await index(engine);
      for await (const _ of engine.updateDuplicates(never)) break;
    }
    await using engine = await temporary.open();
    expect((await groups(engine))[0]?.members).toHaveLength(600);
  });

  it('begins anew with what could not be stored', async () => {
    temporary.put('a.md', OAK);
    temporary.put('b.md', OAK);
    await using engine = await temporary.open();
    await index(engine);
    {
      using _ = refusedComparisons();
      await expect(update(engine)).rejects.toThrow('no room');
    }
    expect(await groups(engine)).toHaveLength(1);
  });

  it('is left to whoever holds the library; what is known can be read', async () => {
    temporary.put('a.md', OAK);
    temporary.put('b.md', OAK);
    await using first = await temporary.open();
    await index(first);
    await update(first);
    await using second = await temporary.open();
    expect(() => second.updateDuplicates(never)).toThrow(expect.objectContaining({ code: 'library.locked' }));
    const { groups: known, pending } = await second.duplicates(DuplicateRequest.parse({}));
    expect([known.length, pending]).toEqual([1, 0]);
  });
});
