/** Rows of equal height in a scrolled box; heights and offsets in pixels. */
export interface ListWindow {
  readonly scrollTop: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly total: number;
}

/** Rows beyond either edge that are kept ready, so that scrolling never shows a gap. */
const SPARE_ROWS = 4;

/** The rows to render: from `first` up to and without `end`. */
export function renderedRows({ scrollTop, height, rowHeight, total }: ListWindow): {
  first: number;
  end: number;
} {
  const first = Math.floor(scrollTop / rowHeight) - SPARE_ROWS;
  const end = Math.ceil((scrollTop + height) / rowHeight) + SPARE_ROWS;
  return { first: clamp(first, 0, total), end: clamp(end, 0, total) };
}

/** Where to scroll so that a row is in view as a whole; no further than it takes. */
export function scrollToShow({ scrollTop, height, rowHeight }: ListWindow, row: number): number {
  const [top, bottom] = [row * rowHeight, (row + 1) * rowHeight];
  if (top < scrollTop) return top;
  return bottom > scrollTop + height ? bottom - height : scrollTop;
}

/** The row that a key of a list box leads to; null for any other key. */
export function rowAfterKey(
  key: string,
  row: number,
  { height, rowHeight, total }: ListWindow,
): number | null {
  const page = Math.max(1, Math.floor(height / rowHeight) - 1);
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + page,
    PageUp: row - page,
    Home: 0,
    End: total - 1,
  };
  const target = targets[key];
  return target === undefined || total === 0 ? null : clamp(target, 0, total - 1);
}

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most));
