import { CheckpointReader } from '../compare/index.ts';
import type { ModelCard } from '../contracts/model-card.ts';
import { convertModel, recordScores, type VerifyReport, verifyPackage } from '../conversion/index.ts';
import { evaluateRetrieval, type RetrievalScore } from '../evaluation/retrieval.ts';
import { type Encode, evaluateSts, type StsScore } from '../evaluation/sts.ts';
import { findTurningPoint, type TurningPoint } from '../evaluation/turning-point.ts';
import type { EncoderClient } from './encoder-client.ts';
import { findModel } from './model-store.ts';

export { convertModel };

/** The card of a package with the checks it went through. */
export type VerifiedCard = Partial<ModelCard> & {
  readonly passed: boolean;
  readonly checks: VerifyReport['checks'];
};

/** Checks a package against its card and against itself. @throws DomainError `model.*` | `conversion.*` */
export async function verifyModel(name: string, libraryDir: string): Promise<VerifiedCard> {
  const { dir, card } = await findModel(name, libraryDir);
  const { passed, checks } = await verifyPackage(dir);
  return { ...card, passed, checks };
}

/** What a model is scored on, as the contents of files (see evaluateSts, evaluateRetrieval). */
export type EvaluationSet =
  | { readonly sts: string }
  | { readonly passages: string; readonly queries: string };

/** @throws DomainError `evaluation.bad-file` | `encoder.*` */
export function evaluateModel(
  encoder: Pick<EncoderClient, 'encodeExactly'>,
  set: EvaluationSet,
): Promise<StsScore | RetrievalScore> {
  const encode: Encode = async (texts, kind) => (await encoder.encodeExactly(texts, kind)).vectors;
  return 'sts' in set ? evaluateSts(set.sts, encode) : evaluateRetrieval(set.passages, set.queries, encode);
}

/**
 * Measures where sentence similarity turns over the layers of a checkpoint: see findTurningPoint.
 * @param onProgress  told how many of all pairs were read.
 * @throws DomainError `evaluation.bad-file` | `conversion.*`
 */
export async function measureTurningPoint(
  hfFolder: string,
  sts: string,
  onProgress: (done: number, total: number) => void,
): Promise<TurningPoint> {
  return await findTurningPoint(sts, async (pairs) => {
    await using reader = await CheckpointReader.open(hfFolder);
    return await reader.cosines(pairs, onProgress);
  });
}

/** Keeps the main score (Spearman, or recall at 10) under a name in the card of the package. */
export async function recordScore(
  model: string,
  libraryDir: string,
  name: string,
  scores: StsScore | RetrievalScore,
): Promise<void> {
  const { dir } = await findModel(model, libraryDir);
  await recordScores(dir, { [name]: 'spearman' in scores ? scores.spearman : scores.recallAt10 });
}
