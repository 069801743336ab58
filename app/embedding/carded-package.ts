import { join } from 'node:path';
import { ModelCard, modelWidth } from '../contracts/model-card.ts';
import type { PackageDescription } from './package-description.ts';
import { readPackageJson } from './package-json.ts';

/** What `deelm.json` says; null where there is none. @throws DomainError `model.corrupt` */
export async function readCardedPackage(dir: string): Promise<PackageDescription | null> {
  const card = await readPackageJson(join(dir, 'deelm.json'), ModelCard);
  if (card === null) return null;
  const { id, name, maxTokens, prompts, pooling } = card;
  return { id, name, width: modelWidth(card), maxTokens, prompts, pooling, hasProjection: false, card };
}
