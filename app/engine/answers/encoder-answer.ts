import type { Encoded } from '../../embedding/index.ts';
import type { EncodedTexts, VectorRows } from '../../indexing/services.ts';
import type { EncodedQuery } from '../../search/services.ts';

/** Whether an encoder can have answered this: as many vectors as there were texts, made of numbers. */
export function isEncoderAnswer(name: string, args: readonly unknown[], answer: unknown): boolean {
  if (name === 'encode') return isEncodedTexts(answer, sizeOf(args[0]), sizeOf(args[1]));
  if (name === 'encodeExactly') return isEncoded(answer, sizeOf(args[0]));
  if (name === 'encodeQuery') return isVector((answer as Partial<EncodedQuery> | null)?.vector);
  if (name === 'open' || name === 'provider') return typeof answer === 'string';
  return typeof answer === 'object' && answer !== null;
}

function sizeOf(texts: unknown): number {
  return (texts as readonly unknown[]).length;
}

function isEncodedTexts(answer: unknown, sentences: number, passages: number): boolean {
  const encoded = answer as Partial<EncodedTexts> | null;
  const perPassage = encoded?.windowsPerPassage;
  if (!Array.isArray(perPassage) || perPassage.length !== passages) return false;
  const windows = perPassage.reduce((sum: number, count) => sum + count, 0);
  return isRows(encoded?.sentences, sentences) && isRows(encoded?.windows, windows);
}

function isRows(rows: Partial<VectorRows> | undefined, count: number): boolean {
  const { scales, data } = rows ?? {};
  if (!(scales instanceof Float32Array) || !(data instanceof Int8Array) || scales.length !== count)
    return false;
  const isFull = count === 0 ? data.length === 0 : data.length > 0 && data.length % count === 0;
  return isFull && scales.every(Number.isFinite);
}

function isEncoded(answer: unknown, texts: number): boolean {
  const vectors = (answer as Partial<Encoded> | null)?.vectors;
  if (!(vectors instanceof Float32Array)) return false;
  return texts === 0 ? vectors.length === 0 : isVector(vectors) && vectors.length % texts === 0;
}

function isVector(vector: unknown): boolean {
  return vector instanceof Float32Array && vector.length > 0 && vector.every(Number.isFinite);
}
