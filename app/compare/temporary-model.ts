import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixtureFolder } from '../conversion/fixture-models.ts';
import { type ConvertOptions, convertModel } from '../conversion/index.ts';
import { openModelPackage, SentenceEncoder } from '../embedding/index.ts';
import { Comparer } from './comparer.ts';

/** For tests: a tiny model of 6 layers, converted into a temporary folder that goes when it is disposed. */
export class TemporaryModel implements AsyncDisposable {
  readonly #root: string;
  readonly packageDir: string;
  readonly derivedRoot: string;

  private constructor(root: string) {
    this.#root = root;
    this.packageDir = join(root, 'package');
    this.derivedRoot = join(root, 'derived');
  }

  static async convert(options: Partial<ConvertOptions> = {}): Promise<TemporaryModel> {
    const model = new TemporaryModel(await mkdtemp(join(tmpdir(), 'semblance-compare-')));
    await convertModel({
      hfFolder: fixtureFolder('tiny-llama'),
      outDir: model.packageDir,
      firstBidirectionalLayer: 3,
      pooledStates: 'residual',
      dimensions: [8, 16, 32],
      ...options,
    });
    return model;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#root, { recursive: true });
  }
}

/** For tests: a comparer with the encoder that it needs. */
export class OpenComparer implements AsyncDisposable {
  readonly comparer: Comparer;
  readonly encoder: SentenceEncoder;
  readonly #resources: AsyncDisposableStack;

  private constructor(comparer: Comparer, encoder: SentenceEncoder, resources: AsyncDisposableStack) {
    this.comparer = comparer;
    this.encoder = encoder;
    this.#resources = resources;
  }

  static async open(packageDir: string, derivedRoot: string | null = null): Promise<OpenComparer> {
    await using resources = new AsyncDisposableStack();
    const model = await openModelPackage(packageDir);
    const encoder = resources.use(await SentenceEncoder.open(model, { threads: 1 }));
    const comparer = resources.use(await Comparer.open(encoder, derivedRoot));
    return new OpenComparer(comparer, encoder, resources.move());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#resources.disposeAsync();
  }
}
