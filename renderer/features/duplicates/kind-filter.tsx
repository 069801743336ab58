import type { DuplicateKind } from '../../../app/contracts/duplicates.ts';
import { ChoicePill, ChoicePills } from '../../components/choice-pills.tsx';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { formatCount } from '../../state/wording.ts';
import { KIND_WORDING, KINDS } from './duplicate-wording.ts';
import './kind-filter.css';
import type { KindCounts } from './use-kind-counts.ts';

const ALL = 'all';

/** Which kinds are listed, with how many groups each has, and why these need not add up. */
export function KindFilter({ counts }: { readonly counts: KindCounts | null }) {
  const { session } = useServices().duplicates;
  const { choice } = useStore(session.state);
  return (
    <div>
      <ChoicePills<DuplicateKind | typeof ALL>
        label="Kind of duplicates"
        value={choice.kind ?? ALL}
        onChange={(value) => session.choose({ kind: value === ALL ? null : value })}
      >
        <Choice value={ALL} name="All" count={counts?.all} />
        {KINDS.map((kind) => (
          <Choice key={kind} value={kind} count={counts?.[kind]} {...KIND_WORDING[kind]} />
        ))}
      </ChoicePills>
      {counts && counts.all !== sumOfKinds(counts) && (
        <p className="kind-note">
          Each kind is grouped by itself, so a passage can stand under several kinds.
        </p>
      )}
    </div>
  );
}

const sumOfKinds = (counts: KindCounts) => KINDS.reduce((sum, kind) => sum + counts[kind], 0);

interface ChoiceProps {
  readonly value: string;
  readonly name: string;
  readonly sign?: string;
  readonly count: number | undefined;
}

function Choice({ value, name, sign, count }: ChoiceProps) {
  return (
    <ChoicePill value={value}>
      {sign && (
        <span className="kind-sign" aria-hidden="true">
          {sign}
        </span>
      )}
      {name}
      {count !== undefined && <span className="kind-count">{formatCount(count)}</span>}
    </ChoicePill>
  );
}
