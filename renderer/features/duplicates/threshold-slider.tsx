import { DEFAULT_THRESHOLD, LEAST_THRESHOLD } from '../../../app/contracts/duplicates.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { formatThreshold } from './duplicate-wording.ts';
import './threshold-slider.css';

const STEP = 0.01;

/** How alike passages must be; the list follows while it moves. A notch marks the usual place. */
export function ThresholdSlider() {
  const { session } = useServices().duplicates;
  const { threshold } = useStore(session.state).choice;
  return (
    <div className="threshold">
      <label htmlFor="duplicate-threshold">Alike at least</label>
      <span className="threshold-track">
        <input
          id="duplicate-threshold"
          type="range"
          min={LEAST_THRESHOLD}
          max={1}
          step={STEP}
          value={threshold}
          onChange={(event) => session.choose({ threshold: event.target.valueAsNumber })}
          title={`${formatThreshold(DEFAULT_THRESHOLD)} is where duplicates part from everything else`}
        />
      </span>
      <output htmlFor="duplicate-threshold">{formatThreshold(threshold)}</output>
    </div>
  );
}
