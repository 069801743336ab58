import { cellInk } from './cell-ink.ts';
import { formatCell } from './figures.ts';
import type { MapSize } from './map-geometry.ts';
import type { Palette } from './palette.ts';

export interface MapDrawing {
  readonly values: readonly (readonly number[])[];
  readonly size: MapSize;
  readonly palette: Palette;
  /** The value that is drawn in full colour; 1 for similarities, the largest change for changes. */
  readonly full: number;
  /** Changes have a side below zero, drawn in stripes; of similarities only what is above zero is drawn. */
  readonly isSigned: boolean;
  readonly font: string;
}

/** Browsers refuse canvases of more pixels than about this. */
const MOST_PIXELS = 16_000_000;

/** Draws every cell of the map. The canvas takes the size of the map. */
export function paintMap(canvas: HTMLCanvasElement, drawing: MapDrawing, pixelRatio: number): void {
  const { values, size } = drawing;
  const width = size.cellWidth * (values[0]?.length ?? 0);
  const height = size.cellHeight * values.length;
  const ratio = Math.min(pixelRatio, Math.sqrt(MOST_PIXELS / Math.max(width * height, 1)));
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(ratio, ratio);
  context.font = drawing.font;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const [a, row] of values.entries()) {
    for (const [b, value] of row.entries()) {
      paintCell(context, drawing, value, b * size.cellWidth, a * size.cellHeight);
    }
  }
}

/** How much of the full colour a value has, 0 to 1. */
export function shade(value: number, full: number): number {
  return full === 0 ? 0 : Math.min(Math.abs(value) / full, 1);
}

function paintCell(
  context: CanvasRenderingContext2D,
  drawing: MapDrawing,
  value: number,
  x: number,
  y: number,
) {
  const { size, palette, full, isSigned } = drawing;
  const [width, height] = [size.cellWidth - 1, size.cellHeight - 1];
  const isBelow = value < 0;
  context.fillStyle = palette.surface;
  context.fillRect(x, y, width, height);
  const strength = isBelow && !isSigned ? 0 : shade(value, full);
  context.globalAlpha = strength;
  const colour = isBelow ? palette.less : palette.accent;
  context.fillStyle = colour;
  // Where there is room for a number, its minus tells; stripes would strike it out.
  if (isBelow && !size.hasValues) paintStripes(context, x, y, width, height);
  else context.fillRect(x, y, width, height);
  context.globalAlpha = 1;
  if (!size.hasValues) return;
  context.fillStyle = cellInk(palette.surface, colour, strength);
  context.fillText(formatCell(value), x + width / 2, y + height / 2 + 1);
}

const STRIPE = 2;

/** What is below zero is told from what is above by its pattern, not by colour alone. */
function paintStripes(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
) {
  for (let top = 0; top < height; top += STRIPE * 2) {
    context.fillRect(x, y + top, width, Math.min(STRIPE, height - top));
  }
}
