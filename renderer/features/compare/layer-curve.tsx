import type { Comparison } from '../../../app/contracts/compare.ts';
import { curvePoints, curveScale } from './curve-geometry.ts';
import { formatScore } from './figures.ts';
import { CURVE_FRAME as FRAME, LayerAxis } from './layer-axis.tsx';
import './layer-curve.css';
import { readingDirection } from './layer-wording.ts';

interface LayerCurveProps {
  readonly chosen: Comparison;
  readonly own: Comparison;
}

/** Similarity after each layer; where reading both ways begins, where the model is left, and what unrelated texts get. */
export function LayerCurve({ chosen, own }: LayerCurveProps) {
  const { perLayer: values, settings, unrelated } = chosen;
  const { firstBidirectionalLayer: k, exitLayer: exit } = settings;
  if (!values || k === null || exit === null) return null;
  const layers = values.length - 1;
  const ownValues = settings.own ? [] : (own.perLayer ?? []);
  const scale = curveScale([...values, ...ownValues, unrelated], layers, FRAME);
  const [floor, ceiling] = [FRAME.height - FRAME.bottom, FRAME.top];
  const atExit = { x: scale.x(exit), y: scale.y(values[exit]!) };
  return (
    <figure className="layer-curve">
      <svg
        viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
        role="img"
        aria-label={describeCurve(values, k, exit, unrelated)}
      >
        <text
          className="layer-curve-note"
          x={atExit.x}
          y={ceiling - 4}
          textAnchor={exit === layers ? 'end' : 'middle'}
        >
          exit
        </text>
        {k < layers && k !== exit && (
          <text
            className="layer-curve-note"
            x={scale.x(k)}
            y={ceiling - 4}
            textAnchor={k === 0 ? 'start' : 'middle'}
          >
            k
          </text>
        )}
        {k < layers && (
          <line className="layer-curve-edge" x1={scale.x(k)} x2={scale.x(k)} y1={ceiling} y2={floor} />
        )}
        {k < layers && (
          <rect
            className="layer-curve-both-ways"
            x={scale.x(k)}
            y={ceiling}
            width={scale.x(layers) - scale.x(k)}
            height={floor - ceiling}
          />
        )}
        {scale.yTicks.map((tick) => (
          <g key={tick}>
            <line
              className="layer-curve-grid"
              x1={scale.x(0)}
              x2={scale.x(layers)}
              y1={scale.y(tick)}
              y2={scale.y(tick)}
            />
            <text x={FRAME.left - 6} y={scale.y(tick) + 4} textAnchor="end">
              {tick === 0 || tick === 1 ? tick : String(tick).replace('-', '−')}
            </text>
          </g>
        ))}
        <line
          className="layer-curve-unrelated"
          x1={scale.x(0)}
          x2={scale.x(layers)}
          y1={scale.y(unrelated)}
          y2={scale.y(unrelated)}
        />
        <text className="layer-curve-note" x={scale.x(0) + 4} y={scale.y(unrelated) - 5}>
          unrelated {formatScore(unrelated)}
        </text>
        {ownValues.length > 0 && (
          <polyline className="layer-curve-own" points={curvePoints(ownValues, scale)} />
        )}
        <polyline className="layer-curve-line" points={curvePoints(values, scale)} />
        {values.map((value, layer) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the layer
          <circle key={layer} className="layer-curve-dot" cx={scale.x(layer)} cy={scale.y(value)} r={2.5} />
        ))}
        <line className="layer-curve-exit" x1={atExit.x} x2={atExit.x} y1={ceiling} y2={floor} />
        <circle className="layer-curve-exit-dot" cx={atExit.x} cy={atExit.y} r={5} />
        <text
          className="layer-curve-value"
          x={atExit.x + (exit > layers / 2 ? -8 : 8)}
          y={atExit.y + (atExit.y < ceiling + 20 ? 20 : -9)}
          textAnchor={exit > layers / 2 ? 'end' : 'start'}
        >
          {formatScore(values[exit]!)}
        </text>
        <LayerAxis k={k} layers={layers} scale={scale} />
      </svg>
      <figcaption>
        <span className="layer-curve-swatch" aria-hidden="true" /> reads both ways
        {ownValues.length > 0 && (
          <>
            <span className="layer-curve-dashes" aria-hidden="true" /> as the model is made
          </>
        )}
      </figcaption>
    </figure>
  );
}

function describeCurve(values: readonly number[], k: number, exit: number, unrelated: number): string {
  const list = values.map((value, layer) => `layer ${layer} ${formatScore(value)}`).join(', ');
  const direction = readingDirection(k, values.length - 1);
  return `Similarity per layer: ${list}. Reading ${direction}. Left after layer ${exit}. Unrelated texts have ${formatScore(unrelated)}.`;
}
