import { useLayoutEffect, useRef } from 'react';
import type { MapSize } from './map-geometry.ts';
import { type MapDrawing, paintMap } from './paint-map.ts';
import { readPalette, useLook } from './palette.ts';

interface MapCanvasProps extends Pick<MapDrawing, 'values' | 'full' | 'isSigned'> {
  readonly size: MapSize;
}

/** The cells of the map, in the colours of the present look. */
export function MapCanvas({ values, size, full, isSigned }: MapCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const look = useLook();
  const { cellWidth, cellHeight, hasValues } = size;
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours follow the look, the size its numbers
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const font = `12px ${getComputedStyle(element).fontFamily}`;
    paintMap(element, { values, size, palette: readPalette(), full, isSigned, font }, devicePixelRatio);
  }, [values, cellWidth, cellHeight, hasValues, full, isSigned, look]);
  const width = cellWidth * (values[0]?.length ?? 0);
  return <canvas ref={canvas} style={{ width, height: cellHeight * values.length }} />;
}
