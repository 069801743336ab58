import { type RefObject, useLayoutEffect, useState } from 'react';
import { type ListWindow, scrollToShow } from './list-window.ts';

/** The part of a long list that is in sight: followed while the box scrolls or changes its size. */
export function useListWindow(
  box: RefObject<HTMLElement | null>,
  total: number,
  rowRems: number,
): { window: ListWindow; onScroll: () => void; reveal: (row: number) => void } {
  const [view, setView] = useState({ scrollTop: 0, height: 0, rowHeight: rowRems * 16 });
  const measure = () => {
    const element = box.current;
    if (!element) return;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    setView({ scrollTop: element.scrollTop, height: element.clientHeight, rowHeight: rowRems * rem });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the observer measures again by itself
  useLayoutEffect(() => {
    const observer = new ResizeObserver(measure);
    observer.observe(box.current!);
    measure();
    return () => observer.disconnect();
  }, []);

  const window = { ...view, total };
  return {
    window,
    onScroll: measure,
    reveal(row) {
      if (box.current) box.current.scrollTop = scrollToShow(window, row);
    },
  };
}
