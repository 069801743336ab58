import type { CurveFrame, CurveScale } from './curve-geometry.ts';

export const CURVE_FRAME: CurveFrame = { width: 336, height: 196, left: 30, right: 10, top: 18, bottom: 44 };

interface AxisProps {
  readonly k: number;
  readonly layers: number;
  readonly scale: CurveScale;
}

/** Arrows for the direction of each layer fit under the axis of a small model. */
const MOST_ARROWS = 16;

/** The numbers of the layers, and between them the direction in which each reads. */
export function LayerAxis({ k, layers, scale }: AxisProps) {
  const floor = CURVE_FRAME.height - CURVE_FRAME.bottom;
  return (
    <g>
      {scale.xTicks.map((layer) => (
        <text key={layer} x={scale.x(layer)} y={floor + 14} textAnchor="middle">
          {layer}
        </text>
      ))}
      {layers <= MOST_ARROWS &&
        Array.from({ length: layers }, (_, layer) => (
          <text
            // biome-ignore lint/suspicious/noArrayIndexKey: the index is the layer
            key={layer}
            className="layer-curve-arrow"
            x={(scale.x(layer) + scale.x(layer + 1)) / 2}
            y={floor + 14}
            textAnchor="middle"
          >
            {layer < k ? '→' : '↔'}
          </text>
        ))}
      <text
        className="layer-curve-note"
        x={scale.x(layers / 2)}
        y={CURVE_FRAME.height - 8}
        textAnchor="middle"
      >
        after layer (0: the words alone) · k = {k}
      </text>
    </g>
  );
}
