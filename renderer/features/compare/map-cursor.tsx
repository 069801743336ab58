import { useLayoutEffect, useRef } from 'react';
import type { MapSize } from './map-geometry.ts';
import type { TokenPair } from './token-pairs.ts';

interface CursorProps {
  readonly cell: TokenPair;
  readonly size: MapSize;
  readonly isShown: boolean;
  readonly label: string;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

/** The one cell that is an element; it stands over the drawn one that is looked at. */
export function MapCursor({ cell, size, isShown, label, onFocus, onBlur }: CursorProps) {
  const element = useRef<HTMLDivElement>(null);
  // Walking with the keyboard takes the map along; pointing finds the cell in sight already.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each move
  useLayoutEffect(() => {
    const { current } = element;
    if (document.activeElement === current) current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [cell.a, cell.b]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above
    // biome-ignore lint/a11y/useFocusableInteractive: its cell is
    <div role="row" aria-rowindex={cell.a + 1}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div
        ref={element}
        className="map-cursor"
        role="gridcell"
        tabIndex={0}
        aria-colindex={cell.b + 1}
        aria-label={label}
        data-shown={isShown ? '' : undefined}
        onFocus={onFocus}
        onBlur={onBlur}
        style={{
          insetBlockStart: cell.a * size.cellHeight,
          insetInlineStart: cell.b * size.cellWidth,
          width: size.cellWidth - 1,
          height: size.cellHeight - 1,
        }}
      />
    </div>
  );
}
