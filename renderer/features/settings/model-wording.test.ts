import { describe, expect, it } from 'vitest';
import type { ModelSwitch, UsedModel } from '../../../app/contracts/library.ts';
import type { ListedModel } from '../../../app/contracts/models.ts';
import {
  consequenceOf,
  formatScore,
  languagesInWords,
  switchFigures,
  switchHeadline,
  switchShare,
  usedInWords,
} from './model-wording.ts';

const USED: UsedModel = { id: 'm', name: 'Mira', exitLayer: null, dimensions: 384 };
const LISTED = { dimensions: [64, 384] } as unknown as ListedModel;
const SWITCH: ModelSwitch = {
  ...{ to: USED, phase: 'encoding', passagesDone: 1_200, passagesTotal: 4_000 },
  ...{ tokensPerSecond: 900, etaSeconds: 42 },
};

describe('a model in use', () => {
  it('is called by its name, and by what is used of it where that is less than all', () => {
    expect(usedInWords(USED, LISTED)).toBe('Mira');
    expect(usedInWords({ ...USED, dimensions: 64 }, LISTED)).toBe('Mira (64 numbers)');
    expect(usedInWords({ ...USED, exitLayer: 2 }, LISTED)).toBe('Mira (2 layers, 384 numbers)');
    expect(usedInWords({ ...USED, exitLayer: 1 })).toBe('Mira (1 layer, 384 numbers)');
  });
});

describe('a change of the model', () => {
  it.each([
    ['encoding', 'Encoding 1,200 of 4,000 passages', 0.3],
    ['comparing', 'Looking for near-duplicates with the new model', null],
    ['opening', 'Making the new model ready for searching', null],
    ['paused', 'Paused after 1,200 of 4,000 passages', 0.3],
    ['failed', 'The change has stopped because of an error', 0.3],
  ] as const)('that is %s says what it does and how far it is', (phase, headline, share) => {
    expect(switchHeadline({ ...SWITCH, phase })).toBe(headline);
    expect(switchShare({ ...SWITCH, phase })).toBe(share);
  });

  it('tells no figure before it is known', () => {
    const unknown = { ...SWITCH, passagesTotal: 0, tokensPerSecond: 0, etaSeconds: null };
    expect(switchFigures(unknown).map(({ value }) => value)).toEqual([null, null, null]);
    expect(switchFigures(SWITCH).map(({ value }) => value)).toEqual([
      '1,200 of 4,000',
      '900 tokens per second',
      'about 50 seconds left',
    ]);
  });

  it('costs what it has to', () => {
    const used = { ...USED, dimensions: 128 };
    expect(consequenceOf(used, 'm', { exitLayer: null, dimensions: 128 })).toBe('none');
    expect(consequenceOf(used, 'm', { exitLayer: null, dimensions: 64 })).toBe('shorten');
    expect(consequenceOf(used, 'm', { exitLayer: null, dimensions: 384 })).toBe('encode');
    expect(consequenceOf(used, 'm', { exitLayer: 2, dimensions: 64 })).toBe('encode');
    expect(consequenceOf(used, 'other', { exitLayer: null, dimensions: 64 })).toBe('encode');
  });
});

describe('the facts of a card', () => {
  it('name languages as people do', () => {
    expect(languagesInWords(['en', 'de', '??'])).toBe('English, German, ??');
  });

  it('never show a score as better than it is', () => {
    expect(formatScore(0.99997)).toBe('0.999');
    expect(formatScore(0.8157)).toBe('0.815');
  });
});
