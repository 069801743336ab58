import type { ModelSwitch, UsedModel } from '../contracts/library.ts';
import type { ModelCard } from '../contracts/model-card.ts';
import type { ListedModel, ModelChoice, ModelReport, ModelsState } from '../contracts/models.ts';
import type { ModelPackage } from '../embedding/index.ts';
import { dimensionsOf, exitLayersOf, findChosenModel, usedModel } from './chosen-model.ts';
import type { EngineParts, WritingParts } from './engine-parts.ts';
import { importModel, removeModel, verifyAnyModel } from './model-packages.ts';
import { type ListedPackage, listPackages } from './model-store.ts';
import { folderBytes } from './storage-use.ts';

/** The models at hand for a library, and the one that it uses. */
export class LibraryModels {
  readonly #parts: EngineParts;
  readonly #writing: () => WritingParts;

  /** @param writing  throws where the library is open for reading only. */
  constructor(parts: EngineParts, writing: () => WritingParts) {
    this.#parts = parts;
    this.#writing = writing;
  }

  async list(): Promise<ModelsState> {
    const { libraryDir, inUse } = this.#parts;
    const packages = await listPackages(libraryDir);
    const models = await Promise.all(packages.map((each) => this.#listed(each)));
    return { active: usedModel(inUse.current.chosen), switch: this.switch, models };
  }

  /**
   * Has the library prepared for a model, in the background; the one in use serves until that is done.
   * @throws DomainError `model.*` | `library.locked`
   */
  async choose(choice: ModelChoice): Promise<ModelsState> {
    const { switcher } = this.#writing();
    await switcher.choose(await findChosenModel(choice, this.#parts.libraryDir));
    return this.list();
  }

  /** The model in use, with the card of its package; null for plain exports. */
  get inUse(): { readonly used: UsedModel; readonly card: ModelCard | null } {
    const { chosen } = this.#parts.inUse.current;
    return { used: usedModel(chosen), card: chosen.whole.card };
  }

  /** How far a change to another model is; null while there is none. */
  get switch(): ModelSwitch | null {
    return this.#parts.writing?.switcher.progress ?? null;
  }

  /**
   * Resolves when a change under way is over, and all that it left behind is cleared.
   * @param signal  ends the work, which the next process takes up again.
   * @throws AbortError; DomainError `model.*` | `encoder.*` | `library.*`
   */
  settled(signal: AbortSignal): Promise<void> {
    return this.#writing().switcher.settled(signal);
  }

  /** Keeps the model in use. @throws DomainError `library.locked` */
  async cancel(): Promise<ModelsState> {
    await this.#writing().switcher.cancel();
    return this.list();
  }

  /** Copies a package into the library. @throws DomainError `model.*` | `library.locked` */
  async import(folder: string): Promise<ModelsState> {
    this.#writing();
    await importModel(folder, this.#parts);
    return this.list();
  }

  /** @throws DomainError `model.missing` | `conversion.*` */
  verify(model: string): Promise<ModelReport> {
    return verifyAnyModel(model, this.#parts.libraryDir);
  }

  /** Deletes a package of the library's own. @throws DomainError `model.in-use` | `model.bundled` | `model.missing` */
  async remove(id: string): Promise<ModelsState> {
    this.#writing();
    const { libraryDir, inUse } = this.#parts;
    const used = [inUse.current.chosen.whole.id, this.switch?.to.id];
    await removeModel(id, libraryDir, used);
    return this.list();
  }

  async #listed({ model, origin }: ListedPackage): Promise<ListedModel> {
    const { card, id, name, maxTokens, dir } = model;
    return {
      ...{ id, name, origin, maxTokens },
      licence: card?.licence ?? null,
      source: card?.source ?? null,
      languages: card?.languages ?? [],
      layers: card?.layers ?? null,
      exitLayers: exitLayersOf(model),
      dimensions: dimensionsOf(model),
      parameters: card?.parameters ?? null,
      scores: card?.scores ?? {},
      bytes: await folderBytes(dir),
      use: this.#roleOf(model),
    };
  }

  #roleOf({ dir, id }: ModelPackage): ListedModel['use'] {
    if (this.#parts.inUse.current.chosen.whole.dir === dir) return 'active';
    return this.switch?.to.id === id ? 'coming' : null;
  }
}
