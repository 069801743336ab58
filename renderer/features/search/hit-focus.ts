// Moving between hits is moving the focus between their buttons, which carry their passage in the id.

const HIT_ID = 'hit-';

export const hitElementId = (passageId: number) => `${HIT_ID}${passageId}`;

export function focusHit(passageId: number): void {
  const hit = document.getElementById(hitElementId(passageId));
  hit?.focus();
  hit?.scrollIntoView({ block: 'nearest' });
}

const firstHit = () => document.querySelector<HTMLElement>(`[id^="${HIT_ID}"]`);

export function focusFirstHit(): void {
  firstHit()?.focus();
}

/** False when there is no hit to open. */
export function openFirstHit(): boolean {
  const hit = firstHit();
  hit?.click();
  return hit !== null;
}
