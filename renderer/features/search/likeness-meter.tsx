import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';
import type { PassageHit } from '../../../app/contracts/search.ts';
import { explainLikeness, formatPercentile, nines } from '../../state/likeness.ts';
import './likeness-meter.css';

const STEPS = [1, 2, 3, 4];

interface LikenessMeterProps {
  readonly hit: Pick<PassageHit, 'percentile' | 'cosine'>;
  /** By what the list is sorted, where that is not this figure alone. */
  readonly order?: string;
}

/** How rare this nearness is in this library, on a scale of tenfold steps; the explanation is on hover and focus. */
export function LikenessMeter({ hit, order }: LikenessMeterProps) {
  const { percentile, cosine } = hit;
  if (cosine === null) return null;
  const label = percentile === null ? cosine.toFixed(2) : formatPercentile(percentile);
  return (
    <TooltipTrigger delay={250} closeDelay={100}>
      <Button className="likeness-meter" aria-label={`Likeness ${label}`}>
        {percentile !== null && <Scale value={nines(percentile)} />}
        <span>{label}</span>
      </Button>
      <Tooltip className="likeness-tooltip" placement="bottom end" offset={6}>
        <p>{explainLikeness(percentile, cosine)}</p>
        {order && <p>{order}</p>}
      </Tooltip>
    </TooltipTrigger>
  );
}

function Scale({ value }: { readonly value: number }) {
  return (
    <svg className="likeness-scale" viewBox="0 0 26 12" aria-hidden="true">
      {STEPS.map((step) => {
        const x = (step - 1) * 7;
        const filled = Math.min(Math.max(value - step + 1, 0), 1);
        return (
          <g key={step}>
            <rect className="likeness-step" x={x} y={0} width={5} height={12} rx={1} />
            <rect
              className="likeness-step-filled"
              x={x}
              y={12 - 12 * filled}
              width={5}
              height={12 * filled}
              rx={1}
            />
          </g>
        );
      })}
    </svg>
  );
}
