import { createHash } from 'node:crypto';
import { basename, isAbsolute, resolve, sep } from 'node:path';
import { DomainError } from '../base/domain-error.ts';
import type { UsedModel } from '../contracts/library.ts';
import type { ModelChoice } from '../contracts/models.ts';
import { type ModelPackage, modelFingerprint } from '../embedding/index.ts';
import { TEXT_PREPARATION } from '../storage/passage-content.ts';
import type { LibraryModel } from '../storage/read/models.ts';
import { findModel } from './model-store.ts';
import { shorterPackage } from './shorter-package.ts';

/** A model that was found, and how much of it is used. */
export interface ChosenModel {
  /** What runs: the package, or one of its first layers. */
  readonly model: ModelPackage;
  /** The package as it was found. */
  readonly whole: ModelPackage;
  /** Components that are kept of every vector. */
  readonly dimensions: number;
  /** As a library remembers it. */
  readonly remembered: LibraryModel;
  /** Of the vectors that all layers and components give; `remembered.fingerprint` is of those that are used. */
  readonly packageFingerprint: string;
}

/**
 * Finds the package of a choice and settles what is used of it.
 * @throws DomainError `model.missing` | `model.corrupt` | `model.unsupported` | `model.bad-exit-layer` |
 *   `model.bad-dimensions` | `conversion.*`
 */
export async function findChosenModel(choice: ModelChoice, libraryDir: string): Promise<ChosenModel> {
  const whole = await findModel(choice.model, libraryDir);
  const exitLayer = settledExitLayer(whole, choice.exitLayer);
  const dimensions = settledDimensions(whole, choice.dimensions);
  const packageFingerprint = await fingerprintOf(whole);
  const fingerprint =
    exitLayer === null && dimensions === null
      ? packageFingerprint
      : hash(`${packageFingerprint}/${exitLayer}/${dimensions}`);
  return {
    model:
      exitLayer === null ? whole : await shorterPackage(whole, exitLayer, packageFingerprint, libraryDir),
    whole,
    dimensions: dimensions ?? whole.width,
    remembered: { name: rememberedName(choice.model, whole), exitLayer, dimensions, fingerprint },
    packageFingerprint,
  };
}

/** The choice that leads to a model that a library remembers. */
export function choiceOf({ name, exitLayer, dimensions }: LibraryModel): ModelChoice {
  return { model: name, exitLayer: exitLayer ?? undefined, dimensions: dimensions ?? undefined };
}

/** The model as it is told of. */
export function usedModel({ whole: { id, name }, dimensions, remembered }: ChosenModel): UsedModel {
  return { id, name, exitLayer: remembered.exitLayer, dimensions };
}

/** Fewer components of the same vectors: those of the one can be made from those of the other. */
export function isShorterForm(short: ChosenModel, long: ChosenModel): boolean {
  return (
    short.packageFingerprint === long.packageFingerprint &&
    short.remembered.exitLayer === long.remembered.exitLayer &&
    short.dimensions < long.dimensions
  );
}

/** What files made with the model are kept under: its id, and a mark of what its vectors are. */
export function cacheName({ whole, remembered }: ChosenModel): string {
  return `${whole.id}-${remembered.fingerprint.slice(0, 12)}`;
}

/** A library may only be told of a package that is found wherever the library is opened from. */
function rememberedName(asked: string, model: ModelPackage): string {
  if (asked === 'default') return basename(model.dir);
  const isFolder = isAbsolute(asked) || asked.includes(sep) || asked.startsWith('.');
  return isFolder || resolve(asked) === model.dir ? model.dir : asked;
}

async function fingerprintOf(model: ModelPackage): Promise<string> {
  return hash(`${await modelFingerprint(model)}/${TEXT_PREPARATION}`);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Layers that a model may be left after, in ascending order, its last among them; none where they are out of reach. */
export function exitLayersOf({ card }: ModelPackage): number[] {
  if (card === null) return [];
  return [...new Set([...card.exitLayers, card.layers])].sort((a, b) => a - b);
}

/** Widths that the vectors of a model may be cut to, in ascending order. */
export function dimensionsOf({ card, width }: ModelPackage): number[] {
  return card === null ? [width] : card.dimensions.toSorted((a, b) => a - b);
}

function settledExitLayer(model: ModelPackage, asked: number | undefined): number | null {
  if (asked === undefined || asked === model.card?.layers) return null;
  const offered = exitLayersOf(model);
  if (offered.includes(asked)) return asked;
  throw new DomainError('model.bad-exit-layer', {
    message: `The model ${model.name} cannot be left after layer ${asked}.`,
    nextStep: offered.length > 0 ? `Choose one of ${offered.join(', ')}.` : 'Leave the exit layer out.',
  });
}

function settledDimensions(model: ModelPackage, asked: number | undefined): number | null {
  if (asked === undefined || asked === model.width) return null;
  const offered = dimensionsOf(model);
  if (offered.includes(asked)) return asked;
  throw new DomainError('model.bad-dimensions', {
    message: `The vectors of the model ${model.name} cannot be cut to ${asked} dimensions.`,
    nextStep: `Choose one of ${offered.join(', ')}.`,
  });
}
