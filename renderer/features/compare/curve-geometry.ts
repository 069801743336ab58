/** The frame in which a curve is drawn, in units of the picture. */
export interface CurveFrame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface CurveScale {
  /** From layer 0 (the words alone) to the last. */
  x(layer: number): number;
  y(similarity: number): number;
  readonly yTicks: readonly number[];
  /** Layers whose number is written under the axis: few enough to be read. */
  readonly xTicks: readonly number[];
}

const MOST_X_TICKS = 9;

/**
 * Scales for similarities by layer. The upright axis always reaches from 0 to 1, so that a flat curve looks flat; below
 * 0 it goes as far as the values do, in steps of 0.5.
 */
export function curveScale(values: readonly number[], layers: number, frame: CurveFrame): CurveScale {
  const lowest = Math.floor(Math.min(0, ...values) * 2) / 2;
  const inner = {
    width: frame.width - frame.left - frame.right,
    height: frame.height - frame.top - frame.bottom,
  };
  const stride = Math.ceil((layers + 1) / MOST_X_TICKS);
  return {
    x: (layer) => frame.left + (layer / Math.max(layers, 1)) * inner.width,
    y: (similarity) => frame.top + ((1 - similarity) / (1 - lowest)) * inner.height,
    yTicks: Array.from({ length: (1 - lowest) * 2 + 1 }, (_, step) => lowest + step / 2),
    xTicks: Array.from({ length: layers + 1 }, (_, layer) => layer).filter(
      (layer) => layer === layers || (layer % stride === 0 && layers - layer >= stride),
    ),
  };
}

/** The curve as the `points` of a polyline. */
export function curvePoints(values: readonly number[], scale: CurveScale): string {
  return values.map((value, layer) => `${place(scale.x(layer))},${place(scale.y(value))}`).join(' ');
}

const place = (value: number) => Math.round(value * 10) / 10;
