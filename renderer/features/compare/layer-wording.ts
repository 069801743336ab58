import type { CompareSettings } from '../../../app/contracts/compare.ts';

/** People count layers from one; `k` layers read left to right only, and the next is the first that reads both ways. */
export function readingDirection(k: number, layers: number): string {
  if (k >= layers) return 'left to right only';
  if (k === 0) return 'both ways in every layer';
  return k === layers - 1 ? `both ways in layer ${layers}` : `both ways in layers ${k + 1} to ${layers}`;
}

/** k is also how many layers read left to right only, which is how it is asked for everywhere. */
export function causalLayers(k: number, layers: number): string {
  const which = k === 0 ? 'none' : k >= layers ? `all ${layers}` : `the first ${k} of ${layers}`;
  return `${which} (k = ${k})`;
}

export function exitName(exit: number, layers: number): string {
  return exit === layers ? `layer ${exit}, the last` : `layer ${exit} of ${layers}`;
}

/** The settings in one line; what the model does not tell is left out. */
export function settingsInWords(settings: CompareSettings, layers: number | null): string {
  const { firstBidirectionalLayer: k, exitLayer, dimensions } = settings;
  const parts = [
    ...(k === null || layers === null ? [] : [`reading ${readingDirection(k, layers)}`]),
    ...(exitLayer === null || exitLayer === layers ? [] : [`left after layer ${exitLayer}`]),
    `${dimensions} dimensions`,
  ];
  return parts.join(', ');
}
