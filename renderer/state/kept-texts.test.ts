import { expect, it } from 'vitest';
import type { CompareRequest } from '../../app/contracts/compare.ts';
import { createCompareSession } from './compare-session.ts';
import { comparisonOf, FOUR_LAYERS } from './comparison-fixture.ts';
import { keepTexts } from './kept-texts.ts';

const engine = {
  choices: async () => FOUR_LAYERS,
  compare: async (request: CompareRequest) => comparisonOf(request),
};

function memory() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

it('texts outlive a reload', () => {
  const storage = memory();
  using before = createCompareSession(engine);
  keepTexts(before, storage);
  before.setText('a', 'boat');
  before.setText('b', 'ship');
  using after = createCompareSession(engine);
  keepTexts(after, storage);
  expect(after.state.get()).toMatchObject({ a: 'boat', b: 'ship' });
});

it('what another hand has written counts as nothing', () => {
  const storage = memory();
  storage.setItem('semblance.compare.texts', '{"a": 1');
  using session = createCompareSession(engine);
  keepTexts(session, storage);
  expect(session.state.get()).toMatchObject({ a: '', b: '' });
});
