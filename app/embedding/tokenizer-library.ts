import * as library from '@huggingface/tokenizers';

// The library's own declarations do not resolve under NodeNext: these say what is used of it.
const { Tokenizer, ByteLevelPreTokenizer } = library as unknown as {
  readonly Tokenizer: new (json: TokenizerJson, config: Record<string, unknown>) => LibraryTokenizer;
  readonly ByteLevelPreTokenizer: new (options: Record<string, unknown>) => ByteLevelPreTokenizer;
};

/** The parts of tokenizer.json that are looked at here. */
export interface TokenizerJson {
  readonly added_tokens?:
    | readonly { readonly id: number; readonly content: string; readonly special?: boolean }[]
    | null;
  readonly pre_tokenizer?:
    | (TokenizerPart & { readonly use_regex?: boolean; readonly add_prefix_space?: boolean })
    | null;
  readonly decoder?: TokenizerPart | null;
  readonly model: {
    readonly fuse_unk?: boolean;
    readonly continuing_subword_prefix?: string | null;
    readonly end_of_word_suffix?: string | null;
  };
}

/** A pre-tokenizer or decoder; a sequence of them has parts of its own. */
export interface TokenizerPart {
  readonly type: string;
  readonly pretokenizers?: readonly TokenizerPart[];
  readonly decoders?: readonly TokenizerPart[];
}

/** A tokenizer of @huggingface/tokenizers. */
export interface LibraryTokenizer {
  readonly normalizer: ((text: string) => string) | null;
  readonly pre_tokenizer: PreTokenizer | null;
  readonly model: ((words: string[]) => string[]) & { readonly unk_token_id?: number };
  encode(text: string, options?: { add_special_tokens?: boolean }): { readonly ids: number[] };
  token_to_id(token: string): number | undefined;
  id_to_token(id: number): string | undefined;
}

type PreTokenizer = ((text: string) => string[]) & { readonly pattern?: RegExp };
type ByteLevelPreTokenizer = PreTokenizer & { readonly byte_encoder: Readonly<Record<string, string>> };

/** @throws Error for kinds of normalisers, pre-tokenizers or models that the library does not know. */
export function createTokenizer(json: TokenizerJson, config: Record<string, unknown>): LibraryTokenizer {
  return new Tokenizer(json, config);
}

/** Writes the UTF-8 bytes of a word as the characters that byte-level vocabularies use for them. */
export function createByteWriter(): (word: string) => string[] {
  return byteLevelPreTokenizer();
}

/** The byte behind each character of {@link createByteWriter}. */
export function byteCharacters(): ReadonlyMap<string, number> {
  const characters = Object.entries(byteLevelPreTokenizer().byte_encoder);
  return new Map(characters.map(([byte, character]) => [character, Number(byte)]));
}

function byteLevelPreTokenizer(): ByteLevelPreTokenizer {
  return new ByteLevelPreTokenizer({ type: 'ByteLevel', use_regex: false, add_prefix_space: false });
}
