import type { CompareRequest, Comparison } from '../contracts/compare.ts';
import { percentileOf } from '../search/percentile.ts';
import type { ModelServices } from './model-services.ts';

/**
 * Compares two texts as the library's vectors are made, as far as the request leaves it open, and places what comes out
 * among the library's random pairs where the vectors are made so.
 */
export async function compareInLibrary(
  request: CompareRequest,
  { runner, chosen, search }: ModelServices,
  derivedRoot: string,
): Promise<Comparison> {
  const dimensions = request.dimensions ?? chosen.dimensions;
  const measured = await runner.compare({ ...request, dimensions }, derivedRoot);
  const { firstBidirectionalLayer, exitLayer } = measured.settings;
  const { card } = chosen.model;
  const isWhole =
    card === null ||
    exitLayer === null ||
    (exitLayer === card.layers && firstBidirectionalLayer === card.firstBidirectionalLayer);
  const own = isWhole && dimensions === chosen.dimensions;
  const percentile = own ? percentileOf(measured.cosine, search.randomPairs()) : null;
  return { ...measured, settings: { ...measured.settings, own }, percentile };
}
