import { type KeyboardEvent, type MouseEvent, useMemo, useRef, useState } from 'react';
import type { Comparison } from '../../../app/contracts/compare.ts';
import { formatChange, formatScore } from './figures.ts';
import { MapCanvas } from './map-canvas.tsx';
import { MapCursor } from './map-cursor.tsx';
import { cellAfterKey, cellAt, type MapSize, mapSize } from './map-geometry.ts';
import './map-grid.css';
import { ColumnNames, RowNames } from './map-names.tsx';
import { tokenNames } from './token-names.ts';
import type { TokenPair } from './token-pairs.ts';
import type { PairInSight } from './use-pair.ts';
import { useWidth } from './use-width.ts';

interface MapGridProps {
  readonly name: string;
  readonly tokens: Comparison['tokens'];
  readonly values: readonly (readonly number[])[];
  /** See MapDrawing. */
  readonly full: number;
  readonly isSigned: boolean;
  readonly sight: PairInSight;
}

/** Room for the names of the rows. */
const NAMES_WIDTH = 112;

/**
 * The map itself: names that stay in sight, cells on a canvas, as there may be tens of thousands, and one real cell
 * above them, with which the keyboard and screen readers walk.
 */
export function MapGrid({ name, tokens, values, full, isSigned, sight }: MapGridProps) {
  const { ref: frame, width } = useWidth();
  const [cursor, setCursor] = useState<TokenPair>({ a: 0, b: 0 });
  const cells = useRef<HTMLDivElement>(null);
  const [rows, columns] = [tokens.a.length, tokens.b.length];
  const names = useMemo(() => ({ a: tokenNames(tokens.a), b: tokenNames(tokens.b) }), [tokens]);
  const longest = Math.max(...names.b.map(({ short }) => short.length));
  const size = mapSize(rows, columns, width - NAMES_WIDTH, longest);
  const cell = sight.pair ?? { a: Math.min(cursor.a, rows - 1), b: Math.min(cursor.b, columns - 1) };
  const value = values[cell.a]?.[cell.b] ?? 0;

  const onKeyDown = (event: KeyboardEvent) => {
    const next = cellAfterKey(event.key, cell, rows, columns);
    if (!next) return;
    event.preventDefault();
    setCursor(next);
    sight.point(next);
  };
  const onMouseMove = (event: MouseEvent) => {
    const { row, column } = event.target instanceof HTMLElement ? event.target.dataset : {};
    if (row !== undefined) sight.pointToken('a', Number(row));
    else if (column !== undefined) sight.pointToken('b', Number(column));
    else sight.point(cells.current && cellUnder(event, cells.current, size, rows, columns));
  };

  return (
    <div className="map-frame" ref={frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: a table of tens of thousands of cells would be slow */}
      <div
        className="map-plane"
        role="grid"
        tabIndex={-1}
        aria-label={name}
        aria-rowcount={rows}
        aria-colcount={columns}
        onKeyDown={onKeyDown}
        onMouseMove={onMouseMove}
        onMouseLeave={() => sight.point(null)}
      >
        <ColumnNames names={names.b} size={size} pointed={sight.pair?.b ?? null} />
        <RowNames names={names.a} size={size} pointed={sight.pair?.a ?? null} />
        <div className="map-cells" ref={cells}>
          <MapCanvas values={values} size={size} full={full} isSigned={isSigned} />
          <MapCursor
            cell={cell}
            size={size}
            isShown={sight.pair !== null}
            label={`${names.a[cell.a]?.full} and ${names.b[cell.b]?.full}: ${isSigned ? formatChange(value) : formatScore(value)}`}
            onFocus={() => sight.point(cell)}
            onBlur={() => sight.point(null)}
          />
        </div>
      </div>
    </div>
  );
}

function cellUnder(
  { clientX, clientY }: MouseEvent,
  cells: HTMLElement,
  size: MapSize,
  rows: number,
  columns: number,
): TokenPair | null {
  const { left, top } = cells.getBoundingClientRect();
  return cellAt(clientX - left, clientY - top, size, rows, columns);
}
