// The few marks that a picture is made of, as SVG text.

/** @param more  further attributes, as they are to stand there. */
export function text(x: number, y: number, size: number, content: string, fill: string, more = ''): string {
  return `<text x="${r(x)}" y="${r(y)}" font-size="${size}" fill="${fill}" ${more}>${escapeText(content)}</text>`;
}

export function rect(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  opacity: number,
): string {
  return `<rect x="${r(x)}" y="${r(y)}" width="${r(width)}" height="${r(height)}" fill="${fill}" fill-opacity="${r(opacity)}"/>`;
}

/** Two decimals are finer than a picture shows. */
export const r = (value: number) => Math.round(value * 100) / 100;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What no picture may contain is left out: control characters, halves of characters. */
export function escapeText(content: string): string {
  return content
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign]!);
}
