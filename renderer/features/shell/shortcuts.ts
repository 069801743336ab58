import type { KeyMeaning } from '../../components/key-list.tsx';

interface ShortcutGroup {
  readonly place: string;
  readonly keys: readonly KeyMeaning[];
}

const COMMAND = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

/** The keys of the search field, as short as there is room for. */
export const SEARCH_KEYS = COMMAND === '⌘' ? '⌘K' : 'Ctrl K';

/** All keys there are, by where they hold. */
export const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    place: 'Everywhere',
    keys: [
      [[COMMAND, 'K'], 'to the search field'],
      [['/'], 'the same, outside of text fields'],
      [[COMMAND, ','], 'to the settings'],
      [['F1', '?'], 'all keys on one sheet'],
      [['Esc'], 'close, or back'],
    ],
  },
  {
    place: 'In the search field',
    keys: [
      [['↓'], 'to the hits'],
      [['Enter'], 'open the best hit'],
      [[COMMAND, 'Space'], 'operators and their values'],
      [[COMMAND, 'S'], 'save this search, or let it go'],
    ],
  },
  {
    place: 'On a hit',
    keys: [
      [['↑', '↓'], 'move between hits'],
      [['Enter'], 'open the document at the sentence'],
      [['M'], 'more like this'],
      [['L'], 'less like this'],
    ],
  },
  {
    place: 'In lists and maps',
    keys: [
      [['↑', '↓'], 'move by one'],
      [['Home', 'End'], 'to the beginning, to the end'],
      [['Enter'], 'open'],
    ],
  },
];
