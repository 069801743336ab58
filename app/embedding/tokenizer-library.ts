import * as library from '@huggingface/tokenizers';

// The library's own declarations do not resolve under NodeNext: these say what is used of it.
const { Tokenizer, ByteLevelPreTokenizer } = library as unknown as {
  readonly Tokenizer: new (json: TokenizerJson, config: Record<string, unknown>) => LibraryTokenizer;
  readonly ByteLevelPreTokenizer: new (options: Record<string, unknown>) => PreTokenizer;
};

/** The parts of tokenizer.json that are looked at here. */
export interface TokenizerJson {
  readonly added_tokens?: readonly { readonly content: string }[] | null;
  readonly pre_tokenizer?: {
    readonly type: string;
    readonly use_regex?: boolean;
    readonly add_prefix_space?: boolean;
  } | null;
  readonly model: { readonly fuse_unk?: boolean };
}

/** A tokenizer of @huggingface/tokenizers. */
export interface LibraryTokenizer {
  readonly normalizer: ((text: string) => string) | null;
  readonly pre_tokenizer: PreTokenizer | null;
  readonly model: ((words: string[]) => string[]) & { readonly unk_token_id?: number };
  encode(text: string, options?: { add_special_tokens?: boolean }): { readonly ids: number[] };
  token_to_id(token: string): number | undefined;
}

type PreTokenizer = ((text: string) => string[]) & { readonly pattern?: RegExp };

/** @throws Error for kinds of normalisers, pre-tokenizers or models that the library does not know. */
export function createTokenizer(json: TokenizerJson, config: Record<string, unknown>): LibraryTokenizer {
  return new Tokenizer(json, config);
}

/** Writes the UTF-8 bytes of a word as the characters that byte-level vocabularies use for them. */
export function createByteWriter(): (word: string) => string[] {
  return new ByteLevelPreTokenizer({ type: 'ByteLevel', use_regex: false, add_prefix_space: false });
}
