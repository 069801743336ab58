import { ProgressLine } from '../../components/progress-line.tsx';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { comparingHeadline, shareCompared } from './comparing-wording.ts';
import './comparing-line.css';

/** On the edge between the head and the groups: how far comparing is, or that grouping takes its time. */
export function ComparingLine() {
  const { session, catchUp } = useServices().duplicates;
  const { slow, answer } = useStore(session.state);
  const { progress } = useStore(catchUp.comparing);
  const isToldBelow = answer?.total === 0;
  return (
    <div className="comparing-line">
      {progress && !isToldBelow && (
        <ProgressLine label={comparingHeadline(progress)} share={shareCompared(progress)} />
      )}
      {!progress && slow && <ProgressLine label="Grouping" share={null} />}
    </div>
  );
}
