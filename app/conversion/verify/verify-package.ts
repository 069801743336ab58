import { join } from 'node:path';
import type { ModelCard } from '../../contracts/model-card.ts';
import { deriveAllLayersGraph } from '../derive-graph.ts';
import type { Graph } from '../onnx/graph.ts';
import { readCard } from '../package/card-file.ts';
import { hashFiles, MODEL_FILE } from '../package/package-layout.ts';
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
import { tokenise } from './token-batch.ts';

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
 * @param reference  fp32 graph of the original weights, where they are at hand: adds the cost of quantisation.
 * @throws DomainError `conversion.not-a-package` | `conversion.bad-card` | `conversion.bad-package` | `conversion.bad-tokenizer`
 */
export async function verifyPackage(packageDir: string, reference?: Graph): Promise<VerifyReport> {
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

async function checkBehaviour(packageDir: string, card: ModelCard, reference?: Graph): Promise<Check[]> {
  const rows = await tokenise(packageDir, PROBE_TEXTS, Math.min(card.maxTokens, LONGEST_PROBE));
  await using session = await GraphSession.open(join(packageDir, MODEL_FILE));
  const checks = [await checkUnitVectors(session, rows), await checkPaddingInvariance(session, rows)];

  await using allLayers = await GraphSession.ofGraph(
    await deriveAllLayersGraph(packageDir, { precision: 'int8' }),
  );
  checks.push(...(await checkCausality(allLayers, rows, card)));
  checks.push(await checkLayerChoice(session, allLayers, rows, card));
  if (reference) {
    await using exact = await GraphSession.ofGraph(reference);
    checks.push(await checkQuantisation(session, exact, rows));
  }
  return checks;
}
