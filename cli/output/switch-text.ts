import type { ModelSwitch } from '../../app/contracts/library.ts';

/** Where a change of the model stands, in a line. */
export function switchText({ to, phase, passagesDone, passagesTotal, etaSeconds }: ModelSwitch): string {
  const eta = etaSeconds === null ? '' : `, ${etaSeconds} s left`;
  return `changing to ${to.name}: ${phase}, ${passagesDone}/${passagesTotal} passages${eta}`;
}
