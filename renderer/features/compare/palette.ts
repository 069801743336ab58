import { useSyncExternalStore } from 'react';

/** The colours of tokens.css that a canvas or a picture needs to know by value. */
export interface Palette {
  readonly paper: string;
  readonly surface: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly accent: string;
  readonly less: string;
}

const QUERIES = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'];

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    paper: token('--paper'),
    surface: token('--surface'),
    ink: token('--ink'),
    inkSoft: token('--ink-soft'),
    accent: token('--accent'),
    less: token('--less'),
  };
}

/** Names the present look, and renders anew when it changes. */
export function useLook(): string {
  return useSyncExternalStore(subscribe, lookNow);
}

function subscribe(onChange: () => void): () => void {
  const lists = QUERIES.map((query) => matchMedia(query));
  for (const list of lists) list.addEventListener('change', onChange);
  return () => {
    for (const list of lists) list.removeEventListener('change', onChange);
  };
}

const lookNow = () => QUERIES.map((query) => matchMedia(query).matches).join();
