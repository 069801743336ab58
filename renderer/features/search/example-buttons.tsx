import type { HitPlace } from '../../state/result-list.ts';
import './example-buttons.css';
import { useExample } from './use-example.ts';

interface ExampleButtonsProps {
  readonly place: HitPlace;
  /** In a list, where keys do the same, they are no stops of Tab. */
  readonly isTabStop: boolean;
}

/** More of this, or less. */
export function ExampleButtons({ place, isTabStop }: ExampleButtonsProps) {
  const { isPossible, wanted, steer } = useExample(place);
  if (!isPossible) return null;
  return (
    <span className="example-buttons" data-chosen={wanted ? '' : undefined}>
      {(['more', 'less'] as const).map((direction) => (
        <button
          key={direction}
          type="button"
          tabIndex={isTabStop ? 0 : -1}
          aria-pressed={wanted === direction}
          onClick={() => steer(direction)}
        >
          {direction === 'more' ? 'More' : 'Less'} like this
        </button>
      ))}
    </span>
  );
}
