import { similarityFigure } from '../../../app/contracts/similarity-figure.ts';

/** A similarity or a share: three decimals, with the minus of typesetting. */
export function formatScore(value: number): string {
  return withMinus(similarityFigure(value));
}

/** A difference: its sign always stands before it. */
export function formatChange(difference: number): string {
  const value = rounded(difference);
  if (value === 0) return '±0.000';
  return value > 0 ? `+${value.toFixed(3)}` : formatScore(value);
}

/** Of two decimals; a cell too reads 1 only where nothing is missing. */
const LARGEST_BELOW_ONE = 0.99;

/** As rough as a cell of the map has room for. */
export function formatCell(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  const isWhole = similarityFigure(value) === '1.000';
  return withMinus((isWhole ? 1 : Math.min(rounded, LARGEST_BELOW_ONE) + 0).toFixed(2)).replace(
    /^(−?)0\./,
    '$1.',
  );
}

/** Never −0. */
const rounded = (value: number) => Math.round(value * 1000) / 1000 + 0;

const withMinus = (text: string) => text.replace('-', '−');
