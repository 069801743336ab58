import type { ModelCard } from '../../contracts/model-card.ts';
import type { Check } from './check.ts';
import { atLeast, atMost } from './check.ts';
import { lowestCosine, meanCosine, norm, relativeDifference } from './compare-vectors.ts';
import type { Encoded, GraphSession } from './graph-session.ts';
import type { TokenRows } from './token-batch.ts';

const UNIT_TOLERANCE = 1e-3;
/** Least cosine of one text alone and in any batch (int8 with one activation scale per token). */
const SAME_TEXT_COSINE = 0.99999;
/** Least mean cosine of the int8 graph to the fp32 graph of the same weights. METHODS B5. */
const QUANTISED_COSINE = 0.99;
/** Differences of states below this share of their length count as none. */
const NO_CHANGE = 1e-5;

/** Every vector is finite and of unit length. */
export function checkUnitVectors(vectors: readonly Float32Array[]): Check {
  const worst = Math.max(...vectors.map((vector) => Math.abs(norm(vector) - 1)));
  return atMost('unit-vectors', worst, UNIT_TOLERANCE, 'largest distance of a vector length from 1');
}

/** METHODS B5.2: a text alone, and in one batch with all others, padded to three times the longest. */
export async function checkPaddingInvariance(session: GraphSession, rows: TokenRows): Promise<Check> {
  const alone = await encodeOneByOne(session, rows);
  const longest = Math.max(...rows.map((row) => row.length));
  const together = await session.encode(rows, 3 * longest);
  const lowest = lowestCosine(alone, together.vectors);
  return atLeast(
    'padding-invariance',
    lowest,
    SAME_TEXT_COSINE,
    'lowest cosine of a text alone and in a padded batch',
  );
}

/** METHODS B5.3: the last token changes; up to layer k no earlier state does, and then they do. */
export async function checkCausality(
  allLayers: GraphSession,
  rows: TokenRows,
  card: ModelCard,
): Promise<Check[]> {
  const k = card.firstBidirectionalLayer;
  const changedRows = rows.map((row) => [...row.slice(0, -1), row[0]!]);
  const before = await allLayers.encodeLayers(rows, k);
  const after = await allLayers.encodeLayers(changedRows, k);
  const probed = rows.flatMap((row, index) => (row.length > 1 && row.at(-1) !== row[0] ? [index] : []));
  const changes = before.map((entry, layer) => largestEarlierChange(entry, after[layer]!, probed, rows));

  const causal = changes.slice(0, k + 1);
  const checks = [
    atMost('causal-layers', Math.max(...causal), NO_CHANGE, `change of earlier states up to layer ${k}`),
  ];
  if (k < card.layers) {
    const change = changes[k + 1]!;
    checks.push(
      atLeast('bidirectional-layers', change, NO_CHANGE, `change of earlier states after layer ${k + 1}`),
    );
  }
  return checks;
}

/** The shipped graph is the one that its card describes: same vectors as the all-layers graph at k and L. */
export async function checkLayerChoice(
  shipped: readonly Float32Array[],
  allLayers: GraphSession,
  rows: TokenRows,
  card: ModelCard,
): Promise<Check> {
  const layers = await allLayers.encodeLayers(rows, card.firstBidirectionalLayer);
  const lowest = lowestCosine(shipped, layers[card.layers]!.vectors);
  return atLeast(
    'layer-choice',
    lowest,
    SAME_TEXT_COSINE,
    'lowest cosine to the graph rebuilt from the card',
  );
}

/** METHODS B5.6: what quantising costs, against the fp32 graph of the original weights. */
export function checkQuantisation(
  quantised: readonly Float32Array[],
  exact: readonly Float32Array[],
  where: string,
): Check {
  const mean = meanCosine(quantised, exact);
  return atLeast('quantisation', mean, QUANTISED_COSINE, `mean cosine of int8 to fp32 ${where}`);
}

async function encodeOneByOne(session: GraphSession, rows: TokenRows): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (const row of rows) vectors.push((await session.encode([row])).vectors[0]!);
  return vectors;
}

/** Over the probed texts, how much the states of all tokens but the last changed. */
function largestEarlierChange(
  before: Encoded,
  after: Encoded,
  probed: readonly number[],
  rows: TokenRows,
): number {
  const changes = probed.map((index) => {
    const [a, b] = [before.states[index]!, after.states[index]!];
    const earlier = a.length - a.length / rows[index]!.length;
    return relativeDifference(a.subarray(0, earlier), b.subarray(0, earlier));
  });
  return Math.max(...changes);
}
