import { describe, expect, it } from 'vitest';
import { openAppearance, wearLook } from './appearance.ts';

/** What a system prefers, which it may change at any time. */
function systemOf(preferred: string[]) {
  const listeners = new Set<() => void>();
  const ask = (query: string) => ({
    get matches() {
      return preferred.some((part) => query.includes(part));
    },
    addEventListener: (_: string, listener: unknown) => void listeners.add(listener as () => void),
  });
  const prefer = (...parts: string[]) => {
    preferred.splice(0, preferred.length, ...parts);
    for (const listener of listeners) listener();
  };
  return { ask, prefer };
}

function memory(entries: Record<string, string> = {}) {
  const kept = new Map(Object.entries(entries));
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

describe('the appearance', () => {
  it('follows the system until something is chosen, and again after that', () => {
    const { ask, prefer } = systemOf([]);
    const { look, choose } = openAppearance(memory(), ask);
    expect(look.get()).toEqual({ scheme: 'light', contrast: 'normal', text: 'comfortable' });
    prefer('dark', 'contrast');
    expect(look.get()).toMatchObject({ scheme: 'dark', contrast: 'more' });
    choose({ colours: 'light' });
    expect(look.get()).toMatchObject({ scheme: 'light', contrast: 'more' });
    choose({ colours: 'system' });
    expect(look.get()).toMatchObject({ scheme: 'dark' });
  });

  it('is kept, part by part', () => {
    const storage = memory();
    openAppearance(storage, systemOf([]).ask).choose({ contrast: 'more' });
    openAppearance(storage, systemOf([]).ask).choose({ text: 'larger' });
    expect(openAppearance(storage, systemOf([]).ask).choice.get()).toEqual({
      colours: 'system',
      contrast: 'more',
      text: 'larger',
    });
  });

  it.each(['{', '{"colours":"pink"}', 'null'])('counts %s as nothing chosen', (text) => {
    const { choice } = openAppearance(memory({ 'semblance.appearance': text }), systemOf([]).ask);
    expect(choice.get()).toEqual({ colours: 'system', contrast: 'system', text: 'comfortable' });
  });

  it('is worn by the page at once, and with every change', () => {
    const root = { dataset: {} as DOMStringMap };
    const { look, choose } = openAppearance(memory(), systemOf([]).ask);
    wearLook(look, root);
    expect(root.dataset).toEqual({ scheme: 'light', contrast: 'normal', text: 'comfortable' });
    choose({ colours: 'dark', text: 'larger' });
    expect(root.dataset).toEqual({ scheme: 'dark', contrast: 'normal', text: 'larger' });
  });
});
