import type { PassageHit } from '../../../app/contracts/search.ts';

interface HitStepperProps {
  /** Hits of one document in the order of its text. */
  readonly hits: readonly PassageHit[];
  readonly current: number;
  readonly onMove: (hit: PassageHit) => void;
}

/** Walks through the hits inside one document. */
export function HitStepper({ hits, current, onMove }: HitStepperProps) {
  if (hits.length < 2) return null;
  const index = hits.findIndex(({ passageId }) => passageId === current);
  const previous = hits[index - 1];
  const next = hits[index + 1];
  return (
    <div className="hit-stepper">
      <button
        type="button"
        aria-label="Previous hit"
        disabled={!previous}
        onClick={() => previous && onMove(previous)}
      >
        ↑
      </button>
      <span>
        {index + 1} of {hits.length}
      </span>
      <button type="button" aria-label="Next hit" disabled={!next} onClick={() => next && onMove(next)}>
        ↓
      </button>
    </div>
  );
}
