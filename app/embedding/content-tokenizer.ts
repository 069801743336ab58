import type { LibraryTokenizer, TokenizerJson } from './tokenizer-library.ts';

const MAX_CACHED_PIECES = 50_000;
const MAX_CACHED_LENGTH = 64;
/** Before a space that follows something else than white space. */
const PIECE_START = /(?<=\S)(?= )/u;

/**
 * Token ids of texts, without special tokens: exactly those of the library, but pieces that were seen before are looked
 * up. That is possible where the pre-tokenizer never joins what stands before and after {@link PIECE_START}, which
 * holds for the byte-level pattern of GPT-2 and for BERT's; other tokenizers, and texts with a special token written out
 * in them, take the library's own way.
 */
export class ContentTokenizer {
  readonly #tokenizer: LibraryTokenizer;
  readonly #addedTokens: readonly string[];
  readonly #cutsIntoPieces: boolean;
  readonly #cache = new Map<string, readonly number[]>();

  constructor(tokenizer: LibraryTokenizer, json: TokenizerJson, config: Record<string, unknown>) {
    this.#tokenizer = tokenizer;
    this.#addedTokens = (json.added_tokens ?? []).map(({ content }) => content);
    this.#cutsIntoPieces = mayCut(json) && !config.remove_space && !config.do_lowercase_and_remove_accent;
  }

  encode(text: string): number[] {
    const { normalizer } = this.#tokenizer;
    if (!this.#cutsIntoPieces || this.#hasAddedToken(text)) return this.#encodeWhole(text);
    const normalized = normalizer === null ? text : normalizer(text);
    if (this.#hasAddedToken(normalized)) return this.#encodeWhole(text);
    const ids: number[] = [];
    for (const piece of normalized.split(PIECE_START)) {
      for (const id of this.#pieceIds(piece)) ids.push(id);
    }
    return ids;
  }

  #encodeWhole(text: string): number[] {
    return this.#tokenizer.encode(text, { add_special_tokens: false }).ids;
  }

  #hasAddedToken(text: string): boolean {
    return this.#addedTokens.some((token) => text.includes(token));
  }

  #pieceIds(piece: string): readonly number[] {
    const known = this.#cache.get(piece);
    if (known !== undefined) return known;
    const ids = this.#workOut(piece);
    if (piece.length <= MAX_CACHED_LENGTH) {
      if (this.#cache.size >= MAX_CACHED_PIECES) this.#cache.clear();
      this.#cache.set(piece, ids);
    }
    return ids;
  }

  #workOut(piece: string): number[] {
    if (piece.length === 0) return [];
    const { pre_tokenizer: preTokenizer, model } = this.#tokenizer;
    const tokens = model(preTokenizer === null ? [piece] : preTokenizer(piece));
    return tokens.map((token) => this.#tokenizer.token_to_id(token) ?? model.unk_token_id ?? 0);
  }
}

function mayCut({ pre_tokenizer: preTokenizer, model }: TokenizerJson): boolean {
  if (model.fuse_unk) return false;
  if (preTokenizer?.type === 'ByteLevel') return preTokenizer.use_regex !== false;
  return preTokenizer?.type === 'BertPreTokenizer';
}
