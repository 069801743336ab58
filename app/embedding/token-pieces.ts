import {
  byteCharacters,
  type LibraryTokenizer,
  type TokenizerJson,
  type TokenizerPart,
} from './tokenizer-library.ts';

/** What a token stands for. */
export interface TokenPiece {
  /** UTF-8 of a part of the normalised text, which may begin or end inside a character; of a special token, its name. */
  readonly bytes: Uint8Array;
  /** Special tokens stand for no part of the text. */
  readonly isSpecial: boolean;
}

const BYTE_TOKEN = /^<0x([0-9A-F]{2})>$/;
const WORD_START = '▁';

/** Token ids back to text, for each kind of vocabulary: byte-level, WordPiece, SentencePiece. */
export class TokenPieces {
  readonly #tokenizer: LibraryTokenizer;
  readonly #special: ReadonlySet<number>;
  /** Byte-level vocabularies write every byte as a character. */
  readonly #byteOf: ReadonlyMap<string, number> | null;
  readonly #continuation: string;
  readonly #wordEnd: string;

  constructor(tokenizer: LibraryTokenizer, json: TokenizerJson) {
    this.#tokenizer = tokenizer;
    const special = (json.added_tokens ?? []).filter((token) => token.special);
    this.#special = new Set(special.map(({ id }) => id));
    const isByteLevel = [json.pre_tokenizer, json.decoder].some(hasByteLevel);
    this.#byteOf = isByteLevel ? byteCharacters() : null;
    this.#continuation = json.model.continuing_subword_prefix ?? '';
    this.#wordEnd = json.model.end_of_word_suffix ?? '';
  }

  piece(id: number): TokenPiece {
    const token = this.#tokenizer.id_to_token(id) ?? '';
    const isSpecial = this.#special.has(id);
    return { bytes: isSpecial ? utf8(token) : this.#bytesOf(token), isSpecial };
  }

  #bytesOf(token: string): Uint8Array {
    const byteOf = this.#byteOf;
    if (byteOf !== null) {
      const characters = [...token];
      // Added tokens are written as they are.
      return characters.every((character) => byteOf.has(character))
        ? Uint8Array.from(characters, (character) => byteOf.get(character)!)
        : utf8(token);
    }
    const byte = BYTE_TOKEN.exec(token)?.[1];
    if (byte !== undefined) return Uint8Array.of(Number.parseInt(byte, 16));
    return utf8(this.#withoutMarks(token).replaceAll(WORD_START, ' '));
  }

  #withoutMarks(token: string): string {
    const start = token.startsWith(this.#continuation) ? this.#continuation.length : 0;
    const end = token.endsWith(this.#wordEnd) ? token.length - this.#wordEnd.length : token.length;
    return token.slice(start, end);
  }
}

function hasByteLevel(part: TokenizerPart | null | undefined): boolean {
  if (!part) return false;
  return (
    part.type === 'ByteLevel' || [...(part.pretokenizers ?? []), ...(part.decoders ?? [])].some(hasByteLevel)
  );
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
