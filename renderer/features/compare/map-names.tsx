import type { MapSize } from './map-geometry.ts';
import type { TokenName } from './token-names.ts';

interface NamesProps {
  readonly names: readonly TokenName[];
  readonly size: MapSize;
  readonly pointed: number | null;
}

/** Names of the columns; each knows its token, for whoever looks under the pointer. */
export function ColumnNames({ names, size, pointed }: NamesProps) {
  return (
    <div className="map-columns" data-flat={size.hasFlatNames ? '' : undefined} aria-hidden="true">
      {names.map(({ short }, index) => (
        <span
          dir="auto"
          // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no identity but their position
          key={index}
          data-column={index}
          data-pointed={index === pointed ? '' : undefined}
          style={{ width: size.cellWidth }}
        >
          {short}
        </span>
      ))}
    </div>
  );
}

export function RowNames({ names, size, pointed }: NamesProps) {
  return (
    <div className="map-rows" aria-hidden="true">
      {names.map(({ short }, index) => (
        <span
          dir="auto"
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          key={index}
          data-row={index}
          data-pointed={index === pointed ? '' : undefined}
          style={{ height: size.cellHeight }}
        >
          {short}
        </span>
      ))}
    </div>
  );
}
