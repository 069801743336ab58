import type { ComparedToken } from '../../../app/contracts/compare.ts';
import type { MapSize } from './map-geometry.ts';

interface NamesProps {
  readonly tokens: readonly ComparedToken[];
  readonly size: MapSize;
  readonly pointed: number | null;
}

/** Names of the columns; each knows its token, for whoever looks under the pointer. */
export function ColumnNames({ tokens, size, pointed }: NamesProps) {
  return (
    <div className="map-columns" data-flat={size.hasFlatNames ? '' : undefined} aria-hidden="true">
      {tokens.map(({ text }, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no identity but their position
          key={index}
          data-column={index}
          data-pointed={index === pointed ? '' : undefined}
          style={{ width: size.cellWidth }}
        >
          {text}
        </span>
      ))}
    </div>
  );
}

export function RowNames({ tokens, size, pointed }: NamesProps) {
  return (
    <div className="map-rows" aria-hidden="true">
      {tokens.map(({ text }, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          key={index}
          data-row={index}
          data-pointed={index === pointed ? '' : undefined}
          style={{ height: size.cellHeight }}
        >
          {text}
        </span>
      ))}
    </div>
  );
}
