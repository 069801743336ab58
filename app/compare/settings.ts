import { isDeepStrictEqual } from 'node:util';
import { DomainError } from '../base/domain-error.ts';
import type { CompareChoices, CompareRequest, CompareSettings } from '../contracts/compare.ts';
import type { ModelPackage } from '../embedding/index.ts';

/**
 * What may be chosen with a model: dimensions as its package says, and layers.
 * @param hasLayers  whether they are within reach.
 */
export function compareChoices({ card, width }: ModelPackage, hasLayers: boolean): CompareChoices {
  const dimensions = card === null ? [width] : card.dimensions.toSorted((a, b) => a - b);
  if (card === null || !hasLayers) {
    return { layers: null, firstBidirectionalLayer: null, exitLayers: [], dimensions };
  }
  const { layers, firstBidirectionalLayer, exitLayers } = card;
  return {
    layers,
    firstBidirectionalLayer,
    exitLayers: exitLayers.toSorted((a, b) => a - b),
    dimensions,
  };
}

/** What a model is compared with when nothing is chosen: how the vectors of the library are made. */
function ownSettings({ layers, firstBidirectionalLayer, dimensions }: CompareChoices): CompareSettings {
  return { firstBidirectionalLayer, exitLayer: layers, dimensions: dimensions.at(-1)!, own: true };
}

/**
 * The settings of a request, with the model's own where it names none.
 * @throws DomainError `compare.bad-layer` | `compare.bad-dimensions`
 */
export function settleSettings(request: CompareRequest, choices: CompareChoices): CompareSettings {
  const own = ownSettings(choices);
  const { firstBidirectionalLayer, exitLayer, dimensions = own.dimensions } = request;
  requireLayer('The first bidirectional layer', firstBidirectionalLayer, 0, choices);
  requireLayer('The exit layer', exitLayer, 1, choices);
  if (!choices.dimensions.includes(dimensions)) {
    throw new DomainError('compare.bad-dimensions', {
      message: `The vectors of this model cannot be cut to ${dimensions} dimensions.`,
      nextStep: `Choose one of ${choices.dimensions.join(', ')}.`,
    });
  }
  const settled = {
    firstBidirectionalLayer: firstBidirectionalLayer ?? own.firstBidirectionalLayer,
    exitLayer: exitLayer ?? own.exitLayer,
    dimensions,
    own: true,
  };
  return { ...settled, own: isDeepStrictEqual(settled, own) };
}

function requireLayer(
  what: string,
  layer: number | undefined,
  least: number,
  { layers }: CompareChoices,
): void {
  if (layer === undefined) return;
  if (layers === null) {
    throw new DomainError('compare.bad-layer', {
      message: `${what} cannot be chosen: the layers of this model are out of reach.`,
      nextStep: 'Leave it out, or take a model that `model convert` made.',
    });
  }
  if (Number.isInteger(layer) && layer >= least && layer <= layers) return;
  throw new DomainError('compare.bad-layer', {
    message: `${what} must be a whole number from ${least} to ${layers} for this model, got ${layer}.`,
    nextStep: 'Choose a number in that range.',
  });
}
