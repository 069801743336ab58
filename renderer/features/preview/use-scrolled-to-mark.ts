import { type RefObject, useLayoutEffect } from 'react';

const MARK = '.best-sentence';
/** Chunks are laid out as they come into sight, which moves what stands below them; so long the mark is held in place. */
const HOLD_MS = 1_500;
/** From then on the place is the person's own. */
const OWN_MOVES = ['wheel', 'pointerdown', 'keydown', 'touchstart'] as const;

/**
 * Scrolls a text to its first mark, and again whenever the layout above it has settled to another height.
 * @param place  changes with what is to be shown.
 */
export function useScrolledToMark(frame: RefObject<HTMLElement | null>, place: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new place in the same text scrolls too
  useLayoutEffect(() => {
    const text = frame.current;
    if (!text) return;
    const scroll = () => scrollToMark(text);
    const observer = new ResizeObserver(scroll);
    const letGo = () => {
      observer.disconnect();
      clearTimeout(timer);
      for (const move of OWN_MOVES) text.ownerDocument.removeEventListener(move, letGo, true);
    };
    const timer = setTimeout(letGo, HOLD_MS);
    for (const move of OWN_MOVES) text.ownerDocument.addEventListener(move, letGo, true);
    scroll();
    observer.observe(text);
    return letGo;
  }, [place]);
}

function scrollToMark(text: HTMLElement): void {
  const mark = text.querySelector(MARK);
  const box = text.parentElement;
  if (!mark || !box) return;
  const isTall = mark.getBoundingClientRect().height > box.clientHeight;
  mark.scrollIntoView({ block: isTall ? 'start' : 'center' });
}
