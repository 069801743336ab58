import { join } from 'node:path';
import type { ModelCard } from '../../contracts/model-card.ts';
import { deriveAllLayersGraph, deriveSentenceGraph } from '../derive-graph.ts';
import type { Graph } from '../onnx/graph.ts';
import { readCard } from '../package/card-file.ts';
import { hashFiles, MODEL_FILE } from '../package/package-layout.ts';
import type { ReferenceGraph } from '../reference-graph.ts';
import {
  checkCausality,
  checkLayerChoice,
  checkPaddingInvariance,
  checkQuantisation,
  checkUnitVectors,
} from './behaviour-checks.ts';
import type { Check } from './check.ts';
import { GraphSession } from './graph-session.ts';
import { PROBE_TEXTS } from './probe-texts.ts';
import { type TokenRows, tokenise } from './token-batch.ts';

/** Tokens. Few vocabularies need more for a probe text; past it only the running time grows. */
const LONGEST_PROBE = 64;

export interface VerifyReport {
  readonly id: string;
  readonly passed: boolean;
  readonly checks: readonly Check[];
}

/**
 * Checks a package against its card and against itself: sha256 of all files, unit vectors, padding invariance,
 * causality of the layers. When a file differs from the card, the model is not run.
 * @param reference  of the original weights, where they are at hand: adds the cost of quantisation.
 * @throws DomainError `conversion.not-a-package` | `conversion.bad-card` | `conversion.bad-package` | `conversion.bad-tokenizer`
 */
export async function verifyPackage(packageDir: string, reference?: ReferenceGraph): Promise<VerifyReport> {
  const card = await readCard(packageDir);
  const files = await checkFiles(packageDir, card);
  const behaviour = files.passed ? await checkBehaviour(packageDir, card, reference) : [];
  const checks = [files, ...behaviour];
  return { id: card.id, passed: checks.every(({ passed }) => passed), checks };
}

async function checkFiles(packageDir: string, card: ModelCard): Promise<Check> {
  const found = await hashFiles(packageDir);
  const names = new Set([...Object.keys(found), ...Object.keys(card.sha256)]);
  const differing = [...names].filter((name) => found[name] !== card.sha256[name]).sort();
  const message =
    differing.length === 0
      ? `all ${names.size} files are as the card says`
      : `missing, changed or added since the card was written: ${differing.join(', ')}`;
  return { name: 'files', passed: differing.length === 0, message, measured: null };
}

/** One session is open at a time: the weights may be large. */
async function checkBehaviour(
  packageDir: string,
  card: ModelCard,
  reference?: ReferenceGraph,
): Promise<Check[]> {
  const rows = await tokenise(packageDir, PROBE_TEXTS, Math.min(card.maxTokens, LONGEST_PROBE));
  const { vectors, checks } = await checkShippedGraph(packageDir, rows);
  checks.push(...(await checkLayers(packageDir, card, rows, vectors)));
  if (reference) checks.push(await compareWithReference(packageDir, card, rows, vectors, reference));
  return checks;
}

async function checkShippedGraph(packageDir: string, rows: TokenRows) {
  await using session = await GraphSession.open(join(packageDir, MODEL_FILE));
  const { vectors } = await session.encode(rows);
  return { vectors, checks: [checkUnitVectors(vectors), await checkPaddingInvariance(session, rows)] };
}

async function checkLayers(
  packageDir: string,
  card: ModelCard,
  rows: TokenRows,
  vectors: readonly Float32Array[],
): Promise<Check[]> {
  await using session = await GraphSession.ofGraph(
    await deriveAllLayersGraph(packageDir, { precision: 'int8' }),
  );
  const causality = await checkCausality(session, rows, card);
  return [...causality, await checkLayerChoice(vectors, session, rows, card)];
}

async function compareWithReference(
  packageDir: string,
  card: ModelCard,
  rows: TokenRows,
  vectors: readonly Float32Array[],
  { graph, exitLayer }: ReferenceGraph,
): Promise<Check> {
  const isWhole = exitLayer === card.layers;
  const shipped = isWhole
    ? undefined
    : await deriveSentenceGraph(packageDir, { precision: 'int8', exitLayer });
  const quantised = shipped ? await vectorsOf(shipped, rows) : vectors;
  return checkQuantisation(
    quantised,
    await vectorsOf(graph, rows),
    `after ${exitLayer} of ${card.layers} layers`,
  );
}

async function vectorsOf(graph: Graph, rows: TokenRows): Promise<readonly Float32Array[]> {
  await using session = await GraphSession.ofGraph(graph);
  return (await session.encode(rows)).vectors;
}
