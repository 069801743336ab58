import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';

/** The colours of tokens.css that a canvas or a picture needs to know by value. */
export interface Palette {
  readonly paper: string;
  readonly surface: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly accent: string;
  readonly less: string;
}

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
  const { scheme, contrast } = useStore(useServices().appearance.look);
  return `${scheme}/${contrast}`;
}
