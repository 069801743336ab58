import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLD } from '../contracts/duplicates.ts';
import { compareSketches } from './evidence.ts';
import { judgePair, type PairContext } from './judge-pair.ts';
import { TermWeights } from './terms.ts';
import { sketchText } from './text-sketch.ts';

interface Meaning {
  readonly cosine?: number | null;
  /** Of both neighbourhoods. */
  readonly density?: number | null;
  readonly sameDocument?: boolean;
}

function judge(first: string, second: string, meaning: Meaning = {}) {
  const { cosine = 0.99, density = 0.4, sameDocument = false } = meaning;
  const [a, b] = [sketchText(first), sketchText(second)];
  const context: PairContext = {
    words: [a.words, b.words],
    densities: [density, density],
    sameDocument,
    unrelated: 0,
  };
  return judgePair({ ...compareSketches(a, b, WEIGHTS), cosine }, context);
}

const LEASE =
  'The deposit is returned within six weeks after the keys are handed over, provided there is no damage. ' +
  'The landlord may keep a part of it for repairs, but he must show the bills.';
const LEASE_REWORDED =
  'Once you have given back the keys and nothing is broken, your deposit will be paid back within six weeks. ' +
  'If repairs are needed, some money may be withheld as long as the owner can produce invoices.';
const LEASE_OTHER =
  'The tenant heats the rooms in winter so that no mould can grow, and opens all windows twice a day. ' +
  'Bicycles belong in the cellar; prams and wheelchairs may stand in the hall as long as the way stays free.';
const LEASE_LONG = `This contract has five pages. ${LEASE} Pets are welcome, and so are children of any age.`;
const WEIGHTS = new TermWeights([LEASE, LEASE_REWORDED, LEASE_OTHER].map((text) => sketchText(text).terms));

describe('the kind of a duplicate', () => {
  it.each([
    ['identical', LEASE, LEASE],
    ['identical', LEASE, LEASE.replaceAll(' ', '  ')],
    ['near-identical', LEASE, LEASE.toLowerCase()],
    ['near-identical', LEASE, LEASE.replaceAll(/[.,]/g, '')],
    ['near-identical', LEASE, LEASE.replace('six weeks', 'eight weeks')],
    ['near-identical', LEASE, LEASE.replace('may keep', 'can hold back').replace('bills', 'invoices')],
    ['contained', LEASE, LEASE_LONG],
    ['contained', LEASE_LONG, LEASE],
  ] as const)('is %s', (kind, first, second) => {
    const judgement = judge(first, second);
    expect(judgement.kind).toBe(kind);
    expect(judgement.similarity).toBeGreaterThanOrEqual(DEFAULT_THRESHOLD);
  });

  it('is told by words alone where there is no vector', () => {
    const edited = LEASE.replace('six', 'eight');
    expect(judge(LEASE, edited, { cosine: null, density: null }).kind).toBe('near-identical');
    expect(judge(LEASE, LEASE_REWORDED, { cosine: null, density: null }).similarity).toBeLessThan(0.75);
  });
});

describe('a rewording', () => {
  const similarity = (meaning: Meaning) => judge(LEASE, LEASE_REWORDED, meaning).similarity;

  it('is nearer than its neighbourhood, however near that is', () => {
    expect(judge(LEASE, LEASE_REWORDED, { cosine: 0.65, density: 0.35 })).toMatchObject({ kind: 'reworded' });
    expect(similarity({ cosine: 0.65, density: 0.35 })).toBeGreaterThan(DEFAULT_THRESHOLD);
    expect(similarity({ cosine: 0.65, density: 0.6 })).toBeLessThan(DEFAULT_THRESHOLD);
  });

  it('must stand out more within one document', () => {
    const meaning = { cosine: 0.65, density: 0.35 };
    expect(similarity({ ...meaning, sameDocument: true })).toBeLessThan(similarity(meaning));
  });

  it('is not made by an empty neighbourhood', () => {
    expect(similarity({ cosine: 0.2, density: 0 })).toBeLessThan(DEFAULT_THRESHOLD);
  });

  it('has words in common with what it rewords', () => {
    const meaning = { cosine: 0.65, density: 0.35 };
    expect(similarity(meaning)).toBeGreaterThan(DEFAULT_THRESHOLD);
    expect(judge(LEASE, LEASE_OTHER, meaning).similarity).toBeLessThan(DEFAULT_THRESHOLD);
  });

  it('is about as long as what it rewords', () => {
    const far = judge(LEASE, LEASE_REWORDED.split('.')[0] as string, { cosine: 0.9, density: 0.3 });
    expect(far.similarity).toBeLessThan(DEFAULT_THRESHOLD);
  });

  it('is not told from a few words', () => {
    const few = judge('Feed the cat twice a day, please.', 'Please give our cat two meals daily.');
    expect(few.similarity).toBeLessThan(DEFAULT_THRESHOLD);
  });

  it('is no surer than its cosine is high, however far it stands out', () => {
    const [far, near] = [
      similarity({ cosine: 0.65, density: 0.1 }),
      similarity({ cosine: 0.9, density: 0.1 }),
    ];
    expect(far).toBeGreaterThan(DEFAULT_THRESHOLD);
    expect(far).toBeLessThan(0.95);
    expect(near).toBeGreaterThan(far);
  });

  it('grows surer with the cosine', () => {
    const cosines = Array.from({ length: 21 }, (_, i) => i / 20);
    const similarities = cosines.map((cosine) => similarity({ cosine }));
    expect(similarities).toEqual(similarities.toSorted((a, b) => a - b));
  });
});

describe('a negation', () => {
  it.each([
    [
      'The tenant may keep a dog in the flat without asking.',
      'The tenant may not keep a dog in the flat without asking.',
    ],
    ['Anybody who works here may enter at the weekend.', 'Nobody who works here may enter at the weekend.'],
    [
      'You should switch it off before you open the lid.',
      "You shouldn't switch it off before you open the lid.",
    ],
    [
      'There is a second key, and it hangs by the door.',
      'There is no second key, and none hangs by the door.',
    ],
    [
      'The committee agreed to build a second bridge over the river next year.',
      'The committee never agreed to build a second bridge over the river next year.',
    ],
  ])('keeps two sentences apart: %s', (first, second) => {
    expect(judge(first, second).similarity).toBeLessThan(DEFAULT_THRESHOLD);
  });

  it('of one sentence does not part two long passages', () => {
    const turned = LEASE_LONG.replace('Pets are', 'Pets are not');
    expect(judge(LEASE_LONG, turned).kind).toBe('near-identical');
  });
});

describe('other numbers', () => {
  it.each([
    [
      'Invoice 4711 of 3 March 2024. Amount due: 312.50 euros, payable by 17 March 2024 to our account.',
      'Invoice 4829 of 21 May 2024. Amount due: 96.80 euros, payable by 4 June 2024 to our account.',
    ],
    [
      'Start date: 2015-11-10. Number of the proposal: 1361. State: accepted without changes.',
      'Start date: 2016-02-03. Number of the proposal: 1502. State: accepted without changes.',
    ],
  ])('keep two entries of one form apart: %s', (first, second) => {
    expect(judge(first, second).similarity).toBeLessThan(DEFAULT_THRESHOLD);
  });

  it('of one place do not part two long passages', () => {
    expect(judge(LEASE_LONG.replace('five', '5'), LEASE_LONG.replace('five', '6')).kind).toBe(
      'near-identical',
    );
  });
});
