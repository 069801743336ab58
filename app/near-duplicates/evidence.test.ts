import { describe, expect, it } from 'vitest';
import { compareSketches } from './evidence.ts';
import { randomNumbers, randomWords } from './random-texts.ts';
import { TermWeights } from './terms.ts';
import { sketchText } from './text-sketch.ts';

const compare = (first: string, second: string) => {
  const [a, b] = [sketchText(first), sketchText(second)];
  return compareSketches(a, b, new TermWeights([a.terms, b.terms]));
};
const OAK = 'The old oak behind the mill fell in the storm last night and blocked the road to the village.';

describe('what two texts have in common', () => {
  it('is everything when only white space differs', () => {
    expect(compare(OAK, `  ${OAK.replaceAll(' ', '\n ')}`)).toMatchObject({ sameText: true, identity: 1 });
  });

  it('is every word when case and punctuation differ, but not the text', () => {
    const shouted = OAK.toUpperCase().replace('.', '!');
    expect(compare(OAK, shouted)).toMatchObject({ sameText: false, identity: 1, containment: 1 });
  });

  it('is about the share of words that are the same, wherever the others stand', () => {
    const below = randomNumbers(5);
    for (let trial = 0; trial < 50; trial++) {
      const words = randomWords(60, below);
      const edited = words.map((word, i) => (i % 12 === trial % 12 ? `other${i}` : word));
      const { identity } = compare(words.join(' '), edited.join(' '));
      expect(identity).toBeGreaterThan(55 / 60 - 0.04);
      expect(identity).toBeLessThan(55 / 60 + 0.04);
    }
  });

  it('is all of the shorter text when the longer one contains it', () => {
    const { containment, identity } = compare(
      OAK,
      `We had bad luck. ${OAK} Nobody was hurt, though it took days.`,
    );
    expect(containment).toBe(1);
    expect(identity).toBeLessThan(0.9);
  });

  it('is nothing when no three words in a row are the same', () => {
    expect(compare(OAK, 'Simmer the lentil soup for an hour, then season it.')).toMatchObject({
      ...{ sameText: false, identity: 0, containment: 0 },
    });
  });

  it('counts negations of the shorter text against those of the longer one', () => {
    expect(compare('You may not enter.', 'You may enter, if you like.').negations).toBe(1);
    expect(compare("You may enter, and you don't have to ask.", 'You may enter.').negations).toBe(-1);
  });

  it('counts numbers that stand as other numbers in the other text, and no others', () => {
    const gauge = 'On 6 April the gauge showed 12 millimetres.';
    expect(compare(gauge, 'On 19 April the gauge showed 12 millimetres.').numbers).toBe(1);
    expect(compare(gauge, 'In April the gauge showed 12 millimetres.').numbers).toBe(0);
    expect(compare(gauge, `${gauge} It showed 40 in May.`).numbers).toBe(0);
  });

  it('is the same either way round', () => {
    const longer = `${OAK} Nobody was hurt.`;
    expect(compare(OAK, longer)).toEqual(compare(longer, OAK));
  });
});
