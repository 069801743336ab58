const BLACK = '#000000';
const WHITE = '#ffffff';
/** Luminance at which black and white are read equally well: (L + 0.05)² = 0.05 × 1.05. */
const MIDDLE = Math.sqrt(0.05 * 1.05) - 0.05;

/**
 * The ink for a number in a cell: black or white, whichever has more contrast with what is under it; that is always
 * 4.5 to 1 at least (WCAG 2.2, 1.4.3).
 * @param surface   what the cell is painted on, as #rrggbb or #rgb.
 * @param colour    what it is painted with, likewise.
 * @param strength  how much of it covers the surface, 0 to 1.
 */
export function cellInk(surface: string, colour: string, strength: number): string {
  const [below, above] = [channels(surface), channels(colour)];
  const mixed = below.map((value, index) => value + (above[index]! - value) * strength);
  return luminance(mixed) > MIDDLE ? BLACK : WHITE;
}

/** Of a colour as tokens.css has it, or shortened by the build to #rgb. */
function channels(colour: string): number[] {
  const digits = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour;
  return [1, 3, 5].map((at) => Number.parseInt(digits.slice(at, at + 2), 16) / 255);
}

/** Relative luminance, 0 to 1, of channels from 0 to 1 (WCAG 2.2, "relative luminance"). */
function luminance(rgb: readonly number[]): number {
  const [red, green, blue] = rgb.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
