import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../base/domain-error.ts';
import type { Span } from '../contracts/document.ts';
import { ContentTokenizer } from './content-tokenizer.ts';
import type { ModelPackage } from './package-description.ts';
import { windowSpans } from './text-windows.ts';
import { type TokenPiece, TokenPieces } from './token-pieces.ts';
import { createTokenizer, type LibraryTokenizer, type TokenizerJson } from './tokenizer-library.ts';

/** Longer texts are cut before tokenising: even at 32 characters a token they are longer than the model takes. */
const MAX_CHARACTERS_PER_TOKEN = 32;
/** A window keeps room for this many tokens of its own, however long the text before it. */
const MIN_ROOM = 16;

/** A text as the model takes it. */
export interface TokenizedText {
  /** Special tokens included; at most `maxTokens`. */
  readonly ids: readonly number[];
  /** True when the text was longer than the model takes and its end is missing. */
  readonly truncated: boolean;
  /** True when there is nothing to encode: white space only, or nothing that the tokenizer keeps. */
  readonly blank: boolean;
}

export interface WindowOptions {
  /** What will be put before every window, prompt included. */
  readonly prefix?: string;
  /** Tokens that neighbouring windows share, about. */
  readonly overlap?: number;
}

/** Where a tokenizer is read from. */
export type TokenizerFiles = Pick<ModelPackage, 'dir' | 'name' | 'maxTokens'>;

/** Texts to token ids. */
export class TextTokenizer {
  readonly maxTokens: number;
  readonly #tokenizer: LibraryTokenizer;
  readonly #content: ContentTokenizer;
  readonly #pieces: TokenPieces;
  readonly #before: readonly number[];
  readonly #after: readonly number[];
  readonly #name: string;

  private constructor(
    { maxTokens, name }: TokenizerFiles,
    tokenizer: LibraryTokenizer,
    json: TokenizerJson,
    config: Record<string, unknown>,
  ) {
    const frame = specialTokens(tokenizer);
    this.maxTokens = maxTokens;
    this.#name = name;
    this.#tokenizer = tokenizer;
    this.#content = new ContentTokenizer(tokenizer, json, config);
    this.#pieces = new TokenPieces(tokenizer, json);
    this.#before = frame.before;
    this.#after = frame.after;
  }

  /** @throws DomainError `model.corrupt`, `model.unsupported` (a kind of tokenizer that is not known). */
  static async open(model: TokenizerFiles): Promise<TextTokenizer> {
    const json = (await readJson(model, 'tokenizer.json')) as TokenizerJson;
    const config = (await readJson(model, 'tokenizer_config.json')) as Record<string, unknown>;
    try {
      return new TextTokenizer(model, createTokenizer(json, config), json, config);
    } catch (cause) {
      throw unsupported(model.name, cause);
    }
  }

  get #maxCharacters(): number {
    return this.maxTokens * MAX_CHARACTERS_PER_TOKEN;
  }

  /** Tokens that the model takes besides the special ones. */
  get room(): number {
    return this.maxTokens - this.#before.length - this.#after.length;
  }

  /**
   * Ids of `prefix + text`; where they are too many, the end of the text is left out.
   * @throws DomainError `model.unsupported`, of files that no tokenizer can work with.
   */
  encode(text: string, prefix = ''): TokenizedText {
    const limit = this.#maxCharacters;
    const whole = prefix + text;
    const content = this.#tokensOf(whole.length > limit ? whole.slice(0, limit) : whole);
    const blank = content.length === 0 || text.trim() === '';
    const kept = content.length > this.room ? content.slice(0, this.room) : content;
    const truncated = content.length > this.room || whole.length > limit;
    return { ids: [...this.#before, ...kept, ...this.#after], truncated, blank };
  }

  /** Tokens of a text, without special ones. */
  count(text: string): number {
    return this.#tokensOf(text).length;
  }

  /** Files that are not what they should be come to light with the text that reaches the place. */
  #tokensOf(text: string): number[] {
    try {
      return this.#content.encode(text);
    } catch (cause) {
      throw unsupported(this.#name, cause);
    }
  }

  /** What each token stands for, to show which part of a text it is. */
  pieces(ids: readonly number[]): TokenPiece[] {
    return ids.map((id) => this.#pieces.piece(id));
  }

  /** A text as the vocabulary knows it: case, accents, widths of characters. */
  normalize(text: string): string {
    return this.#tokenizer.normalizer?.(text) ?? text;
  }

  /**
   * Cuts a text into overlapping windows of about equal length that the model takes whole, each with the prefix before
   * it. They begin and end at white space, or at a word boundary in scripts without, and cover the text. A text that
   * fits is one window. Takes time in proportion to the text's length.
   * @returns spans in `text` (UTF-16 code units); none for a blank text.
   */
  windows(text: string, { prefix = '', overlap = 32 }: WindowOptions = {}): Span[] {
    const taken = this.count(prefix);
    const room = Math.max(MIN_ROOM, this.room - taken);
    return windowSpans(text, {
      room,
      overlap,
      count: (part) => this.count(part),
      fits: (part) =>
        prefix.length + part.length <= this.#maxCharacters && this.count(prefix + part) <= taken + room,
    });
  }
}

function unsupported(name: string, cause: unknown): DomainError {
  return new DomainError('model.unsupported', {
    message: `The tokenizer of ${name} is of a kind that is not supported`,
    nextStep: 'Choose another model.',
    cause,
  });
}

interface SpecialTokens {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** The ids that the tokenizer puts around every text. */
function specialTokens(tokenizer: LibraryTokenizer): SpecialTokens {
  const probe = 'a';
  const bare = tokenizer.encode(probe, { add_special_tokens: false }).ids;
  const framed = tokenizer.encode(probe).ids;
  const start = framed.findIndex((_, at) => bare.every((id, i) => framed[at + i] === id));
  if (start < 0) throw new Error('The tokenizer changes a text when it adds special tokens');
  return { before: framed.slice(0, start), after: framed.slice(start + bare.length) };
}

async function readJson(model: TokenizerFiles, file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(model.dir, file), 'utf8'));
  } catch (cause) {
    throw new DomainError('model.corrupt', {
      message: `${file} of the model ${model.name} cannot be read`,
      nextStep: 'Download or convert the model again.',
      cause,
    });
  }
}
