import { describe, expect, it } from 'vitest';
import { readSection, SECTIONS, settingsAddress } from './settings-address.ts';

describe('the address of a section', () => {
  it.each(SECTIONS)('leads back to %s', (section) => {
    expect(readSection(settingsAddress(section))).toBe(section);
  });

  it.each(['#/settings', '#/settings?section=secrets', ''])('%j leads to the first', (hash) => {
    expect(readSection(hash)).toBe('model');
  });
});
