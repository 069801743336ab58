import { DomainError } from '../base/domain-error.ts';
import type {
  CompareChoices,
  ComparedToken,
  CompareRequest,
  CompareSettings,
  Comparison,
} from '../contracts/compare.ts';
import type { SentenceEncoder, TextKind, TokenizedText } from '../embedding/index.ts';
import { alignTokens } from './align-tokens.ts';
import { compareReadings, type Figures, type Reading } from './compare-readings.ts';
import { lexicalOverlap } from './lexical-overlap.ts';
import { compareChoices, settleSettings } from './settings.ts';
import { cosine } from './similarity.ts';
import { type LayerSettings, openReader, type TextReader } from './text-reader.ts';
import { UNRELATED_SENTENCES } from './unrelated-sentences.ts';
import { verdictOf } from './verdict.ts';

/** A comparison before it is placed in a library. */
export type MeasuredComparison = Omit<Comparison, 'percentile'>;

/** As the sentences of a library are encoded, so that its distribution holds for comparisons. */
const KIND: TextKind = 'passage';

/** Compares texts with one model. */
export class Comparer implements AsyncDisposable {
  readonly choices: CompareChoices;
  readonly #encoder: SentenceEncoder;
  readonly #reader: TextReader;
  /** What unrelated sentences are read as, by k. */
  readonly #unrelated = new Map<number | null, Promise<Reading[]>>();

  private constructor(encoder: SentenceEncoder, reader: TextReader) {
    this.choices = compareChoices(encoder.model, reader.layersTrouble === null);
    this.#encoder = encoder;
    this.#reader = reader;
  }

  /**
   * @param encoder      must stay open as long as the comparer.
   * @param derivedRoot  folder in which graphs made of packages are kept; null to keep none.
   */
  static async open(encoder: SentenceEncoder, derivedRoot: string | null): Promise<Comparer> {
    return new Comparer(encoder, await openReader(encoder, derivedRoot));
  }

  /** @throws DomainError `compare.empty` | `compare.bad-layer` | `compare.bad-dimensions` */
  async compare(request: CompareRequest): Promise<MeasuredComparison> {
    const startedAt = performance.now();
    const settings = settleSettings(request, this.choices);
    const [a, b] = [this.#tokenize(request.a), this.#tokenize(request.b)];
    const [first, second] = [await this.#read(a, settings), await this.#read(b, settings)];
    const { similarity, ...figures } = compareReadings(first, second, settings.dimensions);
    const unrelated = await this.#unrelatedCosine(settings);
    return {
      ...figures,
      verdict: verdictOf(figures.cosine, unrelated),
      unrelated,
      settings,
      tokens: { a: this.#align(request.a, a), b: this.#align(request.b, b), similarity },
      overlap: lexicalOverlap(request.a, request.b),
      truncated: { a: a.truncated, b: b.truncated },
      notes: this.#notes({ ...figures, similarity }),
      tookMs: Math.round((performance.now() - startedAt) * 10) / 10,
    };
  }

  #tokenize(text: string): TokenizedText {
    const tokenized = this.#encoder.tokenizer.encode(text, this.#prompt);
    if (!tokenized.blank) return tokenized;
    throw new DomainError('compare.empty', {
      message: 'There is nothing to compare: a text is empty.',
      nextStep: 'Give two texts.',
    });
  }

  #read(text: TokenizedText, settings: CompareSettings): Promise<Reading> {
    return this.#reader.read(text, layersOf(settings));
  }

  /** Median over all pairs of unrelated sentences. */
  async #unrelatedCosine(settings: CompareSettings): Promise<number> {
    const readings = await this.#unrelatedReadings(settings);
    const { exitLayer, dimensions } = settings;
    const vectors = readings.map(({ vector, layers }) => layers?.[exitLayer!] ?? vector);
    const cosines = vectors.flatMap((a, i) => vectors.slice(i + 1).map((b) => cosine(a, b, dimensions)));
    return cosines.sort((x, y) => x - y)[cosines.length >> 1]!;
  }

  #unrelatedReadings(settings: CompareSettings): Promise<Reading[]> {
    const k = settings.firstBidirectionalLayer;
    let readings = this.#unrelated.get(k);
    if (readings === undefined) {
      const texts = UNRELATED_SENTENCES.map((text) => this.#tokenize(text));
      readings = Promise.all(texts.map((text) => this.#read(text, settings)));
      this.#unrelated.set(k, readings);
      readings.catch(() => this.#unrelated.delete(k));
    }
    return readings;
  }

  /** Places in the text itself; what lies in the prompt has none. */
  #align(text: string, { ids }: TokenizedText): ComparedToken[] {
    const { tokenizer } = this.#encoder;
    const prompt = this.#prompt;
    const tokens = alignTokens(prompt + text, tokenizer.pieces(ids), (part) => tokenizer.normalize(part));
    return tokens.map((token) => {
      if (token.span === null || token.span.start < prompt.length) return { ...token, span: null };
      const { start, end } = token.span;
      return { ...token, span: { start: start - prompt.length, end: end - prompt.length } };
    });
  }

  #notes({ similarity, contributions }: Pick<Figures, 'similarity' | 'contributions'>): string[] {
    const { pooling } = this.#encoder.model;
    const notes: string[] = [];
    if (this.#reader.layersTrouble !== null) notes.push(this.#reader.layersTrouble);
    if (similarity === null) notes.push('This model does not show its tokens, so they cannot be compared.');
    if (contributions === null) {
      notes.push(
        pooling === 'mean'
          ? 'The vector of this model is not the mean of its tokens, so their shares are not known.'
          : `The vector of this model is the state of its ${pooling === 'last' ? 'last' : 'first'} token, so the others have no share of their own.`,
      );
    }
    return notes;
  }

  get #prompt(): string {
    return this.#encoder.model.prompts[KIND];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reader[Symbol.asyncDispose]();
  }
}

function layersOf({ firstBidirectionalLayer, exitLayer }: CompareSettings): LayerSettings | null {
  if (firstBidirectionalLayer === null || exitLayer === null) return null;
  return { firstBidirectionalLayer, exitLayer };
}
