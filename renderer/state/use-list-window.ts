import { type RefObject, useLayoutEffect, useState } from 'react';
import { type ListWindow, scrollToShow } from './list-window.ts';

/** The part of a long list that is in sight: followed while the box scrolls or changes its size. */
export function useListWindow(
  box: RefObject<HTMLElement | null>,
  total: number,
  rowRems: number,
): {
  window: ListWindow;
  /** Pixels that the scroll bar of the box takes from its width. */
  scrollBar: number;
  onScroll: () => void;
  reveal: (row: number) => void;
} {
  const [view, setView] = useState({ scrollTop: 0, height: 0, rowHeight: rowRems * 16 });
  const [scrollBar, setScrollBar] = useState(0);
  const measure = () => {
    const element = box.current;
    if (!element) return;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    setScrollBar(element.offsetWidth - element.clientWidth);
    setView({ scrollTop: element.scrollTop, height: element.clientHeight, rowHeight: rowRems * rem });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the observer measures again by itself
  useLayoutEffect(() => {
    const observer = new ResizeObserver(measure);
    observer.observe(box.current!);
    measure();
    return () => observer.disconnect();
  }, []);

  // With its first rows too many the box gets its scroll bar, of which the observer knows nothing.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again for each length of the list
  useLayoutEffect(measure, [total]);

  const window = { ...view, total };
  return {
    window,
    scrollBar,
    onScroll: measure,
    reveal(row) {
      if (box.current) box.current.scrollTop = scrollToShow(window, row);
    },
  };
}
