import { describe, expect, it } from 'vitest';
import { compareRequest, isOwnChoice, OWN_CHOICE, otherDirection, withChosen } from './compare-choice.ts';

const CHOICES = { layers: 4, firstBidirectionalLayer: 2, exitLayers: [1, 2, 3, 4], dimensions: [64, 384] };

describe('the way a comparison is made', () => {
  it('asks for nothing in particular as the model is made', () => {
    expect(compareRequest('x', 'y', OWN_CHOICE)).toEqual({ a: 'x', b: 'y' });
    expect(isOwnChoice(OWN_CHOICE)).toBe(true);
  });

  it('asks for what was chosen, zero included', () => {
    const choice = withChosen(OWN_CHOICE, { firstBidirectionalLayer: 0 }, CHOICES);
    expect(compareRequest('x', 'y', choice)).toEqual({ a: 'x', b: 'y', firstBidirectionalLayer: 0 });
    expect(isOwnChoice(choice)).toBe(false);
  });

  it('takes a value that the model has anyway for no choice', () => {
    const moved = withChosen(OWN_CHOICE, { exitLayer: 3, dimensions: 64 }, CHOICES);
    expect(withChosen(moved, { exitLayer: 4, dimensions: 384 }, CHOICES)).toEqual(OWN_CHOICE);
  });

  it('is set against reading left to right only, and that against the model as it is made', () => {
    expect(otherDirection(OWN_CHOICE, CHOICES)).toEqual({ ...OWN_CHOICE, firstBidirectionalLayer: 4 });
    const causal = { ...OWN_CHOICE, firstBidirectionalLayer: 4, dimensions: 64 };
    expect(otherDirection(causal, CHOICES)).toEqual({ ...OWN_CHOICE, dimensions: 64 });
  });

  it('has no other direction without layers, or in a causal model', () => {
    const closed = { ...CHOICES, layers: null, firstBidirectionalLayer: null };
    expect(otherDirection(OWN_CHOICE, closed)).toBeNull();
    expect(otherDirection(OWN_CHOICE, { ...CHOICES, firstBidirectionalLayer: 4 })).toBeNull();
  });
});
