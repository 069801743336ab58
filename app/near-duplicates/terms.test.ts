import { describe, expect, it } from 'vitest';
import { countReplaced, numbersOf, TermWeights, termsOf } from './terms.ts';

const of = (text: string) => termsOf(text.split(' '));

describe('terms', () => {
  it('are the same whatever the ending of a word', () => {
    expect(of('renewed certificates')).toEqual(of('renewal certificate'));
  });

  it('weigh more the fewer passages have them', () => {
    const weights = new TermWeights([of('the mill'), of('the oak'), of('the soup'), of('the lease')]);
    const rare = weights.shared(of('the mill'), of('a mill'));
    const common = weights.shared(of('the mill'), of('the oak'));
    expect(rare).toBeGreaterThan(common);
    expect(common).toBeGreaterThan(0);
  });

  it('are all or nothing of equal and of unlike texts', () => {
    const weights = new TermWeights([of('the mill')]);
    expect(weights.shared(of('an old certificate'), of('old certificates an'))).toBe(1);
    expect(weights.shared(of('an old mill'), of('lentil soup'))).toBe(0);
    expect(weights.shared(of('an old mill'), new Uint32Array())).toBe(0);
  });
});

describe('numbers', () => {
  const replaced = (first: string, second: string) =>
    countReplaced(numbersOf(first.split(' ')), numbersOf(second.split(' ')));

  it.each([
    ['12 of 40', '12 of 41', 1],
    ['12 of 40', '13 of 41', 2],
    ['12 of 40', 'twelve of 40', 0],
    ['12 of 40', '12 of 40 and 7 more', 0],
    ['v2 and v3', 'v3 and v4', 1],
  ])('of "%s" and "%s": %i replaced', (first, second, count) => {
    expect(replaced(first, second)).toBe(count);
    expect(replaced(second, first)).toBe(count);
  });
});
