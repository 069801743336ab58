import { DomainError } from '../base/domain-error.ts';
import type { ModelCard } from '../contracts/model-card.ts';
import type { SentenceEncoder, TokenizedText } from '../embedding/index.ts';
import type { Reading } from './compare-readings.ts';
import { type CardedModel, layersModel } from './layers-model.ts';
import { LayersSession } from './layers-session.ts';
import { cosine } from './similarity.ts';
import { pooled } from './token-states.ts';
import { UNRELATED_SENTENCES } from './unrelated-sentences.ts';

/** Reads texts with a model so that what it made of them can be looked at. */
export interface TextReader extends AsyncDisposable {
  /** Why only the last layer can be shown; null where all can. */
  readonly layersTrouble: string | null;
  /** @param layers  what to run the model with; null for a reader without layers. */
  read(text: TokenizedText, layers: LayerSettings | null): Promise<Reading>;
}

export interface LayerSettings {
  readonly firstBidirectionalLayer: number;
  readonly exitLayer: number;
}

/** The vectors of a graph and of its twin made of the same integers agree to this; only rounding is between them. */
const AGREEMENT = 0.9999;
const AGREEMENT_SENTENCES = 4;

/**
 * A reader of all layers for a package that was converted here, of the last layer for every other model.
 * @param derivedRoot  where graphs made of packages are kept; null to make them in memory.
 */
export async function openReader(encoder: SentenceEncoder, derivedRoot: string | null): Promise<TextReader> {
  const { card } = encoder.model;
  if (card === null) {
    return new LastLayerReader(
      encoder,
      'This model was not converted by Semblance, so only its last layer can be shown.',
    );
  }
  try {
    return await openLayers({ ...encoder.model, card }, encoder, derivedRoot);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return new LastLayerReader(encoder, `The layers of this model cannot be shown: ${error.message}`);
  }
}

async function openLayers(
  model: CardedModel,
  encoder: SentenceEncoder,
  derivedRoot: string | null,
): Promise<LayersReader> {
  await using resources = new AsyncDisposableStack();
  const session = await LayersSession.open(await layersModel(model, derivedRoot));
  const reader = resources.use(new LayersReader(session, model.card));
  await requireAgreement(reader, encoder, model.card);
  resources.move();
  return reader;
}

/** The graph of all layers gives the vectors of the graph that ships. @throws DomainError `compare.disagreement` */
async function requireAgreement(
  reader: LayersReader,
  encoder: SentenceEncoder,
  { firstBidirectionalLayer, layers }: ModelCard,
): Promise<void> {
  for (const sentence of UNRELATED_SENTENCES.slice(0, AGREEMENT_SENTENCES)) {
    const text = encoder.tokenizer.encode(sentence);
    const derived = await reader.read(text, { firstBidirectionalLayer, exitLayer: layers });
    const shipped = await encoder.examine(text);
    if (cosine(derived.vector, shipped.vector, encoder.width) >= AGREEMENT) continue;
    throw new DomainError('compare.disagreement', {
      message: 'the graph of its layers gives other vectors than the model.',
      nextStep: 'Run `model verify`, and convert the model again.',
    });
  }
}

/** Any layer of a package, with any first bidirectional layer. */
class LayersReader implements TextReader {
  readonly layersTrouble = null;
  readonly #session: LayersSession;
  readonly #pooling: ModelCard['pooling'];

  constructor(session: LayersSession, { pooling }: ModelCard) {
    this.#session = session;
    this.#pooling = pooling;
  }

  async read({ ids }: TokenizedText, settings: LayerSettings): Promise<Reading> {
    const [states] = await this.#session.run([ids], settings.firstBidirectionalLayer);
    const layers = states!.map((layer) => pooled(layer, this.#pooling));
    return {
      vector: layers[settings.exitLayer]!,
      states: states![settings.exitLayer]!,
      isMean: this.#pooling === 'mean',
      layers,
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#session[Symbol.asyncDispose]();
  }
}

/** What the graph of a model puts out, whatever is inside. */
class LastLayerReader implements TextReader {
  readonly layersTrouble: string;
  readonly #encoder: SentenceEncoder;

  constructor(encoder: SentenceEncoder, layersTrouble: string) {
    this.#encoder = encoder;
    this.layersTrouble = layersTrouble;
  }

  async read(text: TokenizedText): Promise<Reading> {
    const { vector, states: values } = await this.#encoder.examine(text);
    const tokens = text.ids.length;
    const states = values && { values, tokens, width: values.length / tokens };
    const mean = states && this.#encoder.model.pooling === 'mean' ? pooled(states, 'mean') : null;
    // A projection may follow the mean, so it counts only if it points where the vector does.
    const isMean = mean?.length === vector.length && cosine(mean, vector, vector.length) >= AGREEMENT;
    return { vector: isMean ? mean : Float64Array.from(vector), states, isMean, layers: null };
  }

  /** The encoder belongs to whoever opened the reader. */
  async [Symbol.asyncDispose](): Promise<void> {}
}
