import type { CompareChoices, CompareRequest } from '../../app/contracts/compare.ts';

/** How a person wants the model to be run; null for as it is made. */
export interface CompareChoice {
  readonly firstBidirectionalLayer: number | null;
  readonly exitLayer: number | null;
  readonly dimensions: number | null;
}

/** The model as it is made, with which the library is encoded. */
export const OWN_CHOICE: CompareChoice = { firstBidirectionalLayer: null, exitLayer: null, dimensions: null };

export function isOwnChoice(choice: CompareChoice): boolean {
  return Object.values(choice).every((value) => value === null);
}

/** The values that stand for "as it is made". */
export function ownValues({ layers, firstBidirectionalLayer, dimensions }: CompareChoices): CompareChoice {
  return { firstBidirectionalLayer, exitLayer: layers, dimensions: dimensions.at(-1) ?? null };
}

/** The choice with one more value; the model's own value counts as none. */
export function withChosen(
  choice: CompareChoice,
  change: Partial<CompareChoice>,
  choices: CompareChoices,
): CompareChoice {
  const own = ownValues(choices);
  const next = { ...choice, ...change };
  const chosen = (name: keyof CompareChoice) => (next[name] === own[name] ? null : next[name]);
  return {
    firstBidirectionalLayer: chosen('firstBidirectionalLayer'),
    exitLayer: chosen('exitLayer'),
    dimensions: chosen('dimensions'),
  };
}

/**
 * The same choice but for the direction of reading: left to right only or, where that is chosen already, as the model
 * is made. Null where there is no other direction: layers out of reach, or a model that is made causal.
 */
export function otherDirection(choice: CompareChoice, choices: CompareChoices): CompareChoice | null {
  const { layers, firstBidirectionalLayer: own } = choices;
  if (layers === null || own === null) return null;
  const isCausal = (choice.firstBidirectionalLayer ?? own) === layers;
  if (!isCausal) return { ...choice, firstBidirectionalLayer: layers };
  return own === layers ? null : { ...choice, firstBidirectionalLayer: null };
}

/** What to ask the engine for. */
export function compareRequest(a: string, b: string, choice: CompareChoice): CompareRequest {
  const chosen = Object.entries(choice).filter(([, value]) => value !== null);
  return { a, b, ...Object.fromEntries(chosen) };
}
