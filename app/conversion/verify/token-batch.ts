import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { DomainError } from '../../base/domain-error.ts';
import { Tensor } from '../../base/onnxruntime.ts';
import { TOKENIZER_CONFIG_FILE, TOKENIZER_FILE } from '../package/package-layout.ts';

/** Token ids of some texts, one list each, at least one id long. */
export type TokenRows = readonly (readonly number[])[];

/**
 * Token ids of the texts that have any, cut after `maxTokens`.
 * @throws DomainError `conversion.bad-tokenizer`
 */
export async function tokenise(
  folder: string,
  texts: readonly string[],
  maxTokens: number,
): Promise<TokenRows> {
  try {
    const [tokenizer, config] = await Promise.all(
      [TOKENIZER_FILE, TOKENIZER_CONFIG_FILE].map(async (file) =>
        JSON.parse(await readFile(join(folder, file), 'utf8')),
      ),
    );
    const encoder = new Tokenizer(tokenizer, config);
    return texts.map((text) => encoder.encode(text).ids.slice(0, maxTokens)).filter((ids) => ids.length > 0);
  } catch (cause) {
    throw new DomainError('conversion.bad-tokenizer', {
      message: `${TOKENIZER_FILE} cannot be used`,
      nextStep: 'Download the tokenizer of the model again; only the tokenizer.json form is read.',
      cause,
    });
  }
}

/** int64 tensors [B,T], padded on the right to the longest row, or to `length`. */
export function tokenBatch(rows: TokenRows, length = Math.max(...rows.map((row) => row.length))) {
  const ids = new BigInt64Array(rows.length * length);
  const mask = new BigInt64Array(rows.length * length);
  for (const [index, row] of rows.entries()) {
    ids.set(row.map(BigInt), index * length);
    mask.fill(1n, index * length, index * length + row.length);
  }
  const shape = [rows.length, length];
  return { input_ids: new Tensor('int64', ids, shape), attention_mask: new Tensor('int64', mask, shape) };
}
