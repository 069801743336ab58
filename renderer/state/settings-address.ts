import { addressOf } from './view.ts';

/** The sections of the settings, in their order. */
export const SECTIONS = [
  'model',
  'device',
  'folders',
  'appearance',
  'keyboard',
  'desktop',
  'privacy',
  'start-over',
] as const;
export type Section = (typeof SECTIONS)[number];

/** A section as the address of the window says it: `#/settings?section=device`. */
export function settingsAddress(section: Section): string {
  return `${addressOf('settings')}?${new URLSearchParams({ section })}`;
}

/** The first section where the address names none. */
export function readSection(hash: string): Section {
  const [, search = ''] = hash.split('?', 2);
  const named = new URLSearchParams(search).get('section');
  return SECTIONS.find((section) => section === named) ?? SECTIONS[0];
}
