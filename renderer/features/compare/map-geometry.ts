/** Sizes of the token map, in CSS pixels. */
export interface MapSize {
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Few tokens leave room for numbers in the cells. */
  readonly hasValues: boolean;
  /** Column names lie flat where they fit, else they stand upright. */
  readonly hasFlatNames: boolean;
}

const SMALLEST_CELL = 16;
const WIDEST_CELL = 112;
const HIGHEST_CELL = 36;
/** Room that a number such as −.35 takes. */
const VALUE_WIDTH = 34;
/** A generous character of a column name. */
const CHARACTER_WIDTH = 7.5;

/**
 * Cells that fill the width there is: wide for five tokens, small and scrolled for a hundred.
 * @param longestName  characters of the longest column name.
 */
export function mapSize(rows: number, columns: number, width: number, longestName: number): MapSize {
  const cellWidth = clamp(Math.floor(width / Math.max(columns, 1)), SMALLEST_CELL, WIDEST_CELL);
  const cellHeight = clamp(
    Math.min(cellWidth, Math.floor(480 / Math.max(rows, 1))),
    SMALLEST_CELL,
    HIGHEST_CELL,
  );
  return {
    cellWidth,
    cellHeight,
    hasValues: cellWidth >= VALUE_WIDTH && cellHeight >= 20,
    hasFlatNames: cellWidth >= longestName * CHARACTER_WIDTH + 6,
  };
}

/** The cell under a point of the map; null outside. */
export function cellAt(
  x: number,
  y: number,
  { cellWidth, cellHeight }: MapSize,
  rows: number,
  columns: number,
): { readonly a: number; readonly b: number } | null {
  const [a, b] = [Math.floor(y / cellHeight), Math.floor(x / cellWidth)];
  return a >= 0 && a < rows && b >= 0 && b < columns ? { a, b } : null;
}

/** Where an arrow key, Home, End or Page leads from a cell; null for other keys. */
export function cellAfterKey(
  key: string,
  { a, b }: { readonly a: number; readonly b: number },
  rows: number,
  columns: number,
): { readonly a: number; readonly b: number } | null {
  const moves: Record<string, readonly [number, number]> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    PageUp: [-10, 0],
    PageDown: [10, 0],
    Home: [0, -columns],
    End: [0, columns],
  };
  const move = moves[key];
  if (!move) return null;
  return { a: clamp(a + move[0], 0, rows - 1), b: clamp(b + move[1], 0, columns - 1) };
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
