import { DomainError } from '../base/domain-error.ts';
import type { ModelChoice } from '../contracts/models.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import type { LibraryModel } from '../storage/read/models.ts';
import { type ChosenModel, choiceOf, findChosenModel } from './chosen-model.ts';
import { listModels } from './model-store.ts';

/** Which models an engine works with. */
export interface SettledModels {
  /** Searches use its vectors. */
  readonly active: ChosenModel;
  /** To be prepared for, because it was asked for and is another one; null where it was not. */
  readonly wish: ChosenModel | null;
}

/**
 * The model that a library is searched with: its own, or the default where it has none yet.
 * @param asked  what was asked for besides; null where nothing was.
 * @param mayChange  whether the library may be changed to what is asked for; if not, its vectors must be there.
 * @throws DomainError `library.other-model` | `library.model-missing` | `model.*`
 */
export async function settleModels(
  { models, documents }: LibraryStore,
  asked: ChosenModel | null,
  mayChange: boolean,
  libraryDir: string,
): Promise<SettledModels> {
  const remembered = models.inRole('active');
  const isEmpty = documents.counts().documents === 0;
  if (asked && isEmpty) return { active: asked, wish: null };
  const own = remembered
    ? await findRemembered(remembered, libraryDir, asked !== null)
    : await modelInUse(models.fingerprintsInUse(), asked, libraryDir);
  if (!asked) return { active: own ?? (await defaultModel(libraryDir)), wish: null };
  const { fingerprint } = asked.remembered;
  // The package that is named is the one that runs, wherever the library's own lies.
  if (own?.remembered.fingerprint === fingerprint) return { active: asked, wish: null };
  if (mayChange) return own ? { active: own, wish: asked } : { active: asked, wish: null };
  if (models.isComplete(models.idOf(fingerprint))) return { active: asked, wish: null };
  throw otherModel(asked, remembered?.name ?? own?.whole.id ?? 'another model');
}

export function defaultModel(libraryDir: string): Promise<ChosenModel> {
  return findChosenModel({ model: 'default' }, libraryDir);
}

/** @returns null where its package is gone, which `isReplaced` allows. */
async function findRemembered(
  remembered: LibraryModel,
  libraryDir: string,
  isReplaced: boolean,
): Promise<ChosenModel | null> {
  try {
    return await findChosenModel(choiceOf(remembered), libraryDir);
  } catch (cause) {
    if (isReplaced) return null;
    if (!(cause instanceof DomainError) || cause.code !== 'model.missing') throw cause;
    throw new DomainError('library.model-missing', {
      message: `The model ${remembered.name}, which this library was made with, is not there any more.`,
      nextStep: 'Put its folder back, or change to another one: semblance model use default --library <dir>.',
      cause,
    });
  }
}

/** The model of a library that was made before libraries remembered theirs: the one that most documents have vectors of. */
async function modelInUse(
  fingerprints: readonly string[],
  asked: ChosenModel | null,
  libraryDir: string,
): Promise<ChosenModel | null> {
  if (fingerprints.length === 0) return null;
  const choices: ModelChoice[] = (await listModels(libraryDir)).map(({ dir }) => ({ model: dir }));
  const known = [asked, await defaultModel(libraryDir)];
  for (const choice of choices) known.push(await findChosenModel(choice, libraryDir));
  for (const fingerprint of fingerprints) {
    const found = known.find((model) => model?.remembered.fingerprint === fingerprint);
    if (found) return found;
  }
  return null;
}

function otherModel(asked: ChosenModel, name: string): DomainError {
  return new DomainError('library.other-model', {
    message: `This library has no vectors of the model ${asked.whole.id}: it was made with ${name}.`,
    nextStep: `Leave --model out to search with that, or change the library's model: semblance model use ${asked.remembered.name} --library <dir>.`,
  });
}
