import { Tokenizer } from '@huggingface/tokenizers';

/** The parts of tokenizer.json that are looked at here. */
export interface TokenizerJson {
  readonly added_tokens?: readonly { readonly content: string }[] | null;
  readonly pre_tokenizer?: { readonly type: string; readonly use_regex?: boolean } | null;
  readonly model: { readonly fuse_unk?: boolean };
}

/** What is used of a tokenizer of @huggingface/tokenizers, whose own declarations do not resolve under NodeNext. */
export interface LibraryTokenizer {
  readonly normalizer: ((text: string) => string) | null;
  readonly pre_tokenizer: ((text: string) => string[]) | null;
  readonly model: ((words: string[]) => string[]) & { readonly unk_token_id?: number };
  encode(text: string, options?: { add_special_tokens?: boolean }): { readonly ids: number[] };
  token_to_id(token: string): number | undefined;
}

/** @throws Error for kinds of normalisers, pre-tokenizers or models that the library does not know. */
export function createTokenizer(json: TokenizerJson, config: Record<string, unknown>): LibraryTokenizer {
  return new Tokenizer(json, config) as LibraryTokenizer;
}
