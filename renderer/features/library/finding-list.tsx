import type { Finding } from '../../../app/contracts/library.ts';
import { asSentence, counted } from '../../state/wording.ts';
import { titleOf } from './health-wording.ts';

const SIGNS: Record<Finding['status'], { sign: string; name: string }> = {
  ok: { sign: '✓', name: 'Sound' },
  warning: { sign: '!', name: 'To know' },
  problem: { sign: '×', name: 'Problem' },
  repaired: { sign: '✓', name: 'Repaired' },
};

/** What a check came to: what is not as it should be at once, the rest on demand. */
export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  const sound = findings.filter(({ status }) => status === 'ok');
  const others = findings.filter(({ status }) => status !== 'ok');
  return (
    <>
      <Findings findings={others} />
      {sound.length > 0 && (
        <details className="health-sound">
          <summary>{counted(sound.length, 'check')} without a finding</summary>
          <Findings findings={sound} />
        </details>
      )}
    </>
  );
}

function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <ul className="findings">
      {findings.map((finding) => (
        <li key={`${finding.check}/${finding.message}`} data-status={finding.status}>
          <span className="finding-sign" aria-hidden="true">
            {SIGNS[finding.status].sign}
          </span>
          <div>
            <p className="finding-title">
              <span className="visually-hidden">{SIGNS[finding.status].name}: </span>
              {titleOf(finding)}
            </p>
            <p>
              {asSentence(finding.message)} {finding.nextStep && asSentence(finding.nextStep)}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
