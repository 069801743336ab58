import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DomainError } from '../../base/domain-error.ts';
import { ModelCard } from '../../contracts/model-card.ts';
import { CARD_FILE } from './package-layout.ts';

/** @throws DomainError `conversion.not-a-package` | `conversion.bad-card` */
export async function readCard(packageDir: string): Promise<ModelCard> {
  const json = await readFile(join(packageDir, CARD_FILE), 'utf8').catch((cause) => {
    throw new DomainError('conversion.not-a-package', {
      message: `${basename(packageDir)} is no model package: it has no ${CARD_FILE}`,
      nextStep: 'Point to a folder that `model convert` made.',
      cause,
    });
  });
  try {
    return ModelCard.parse(JSON.parse(json));
  } catch (cause) {
    throw new DomainError('conversion.bad-card', {
      message: `${CARD_FILE} of ${basename(packageDir)} cannot be understood`,
      nextStep: 'Convert or download the model again.',
      cause,
    });
  }
}

export async function writeCard(packageDir: string, card: ModelCard): Promise<void> {
  const path = join(packageDir, CARD_FILE);
  await writeFile(`${path}.partial`, `${JSON.stringify(ModelCard.parse(card), null, 2)}\n`);
  await rename(`${path}.partial`, path);
}

/**
 * Adds measured scores to the card of a package; a score of the same name is replaced.
 * @param scores  by name, each from -1 to 1.
 * @returns the new card.
 */
export async function recordScores(
  packageDir: string,
  scores: Readonly<Record<string, number>>,
): Promise<ModelCard> {
  const outside = Object.entries(scores).find(([, score]) => !(Math.abs(score) <= 1));
  if (outside) throw new RangeError(`The score ${outside[0]} must lie between -1 and 1, got ${outside[1]}`);
  const card = await readCard(packageDir);
  const updated = { ...card, scores: { ...card.scores, ...scores } };
  await writeCard(packageDir, updated);
  return updated;
}
