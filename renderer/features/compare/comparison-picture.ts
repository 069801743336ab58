import type { CompareAnswer, Side } from '../../state/compare-session.ts';
import { VERDICTS } from './answer-wording.ts';
import { cellInk } from './cell-ink.ts';
import { formatCell, formatScore } from './figures.ts';
import { settingsInWords } from './layer-wording.ts';
import { shade } from './paint-map.ts';
import type { Palette } from './palette.ts';
import { layOut } from './picture-layout.ts';
import { escapeText, r, rect, text } from './svg-marks.ts';
import { shareOf, tokenRuns } from './token-runs.ts';

const WIDTH = 960;
const MARGIN = 48;
const TEXT_SIZE = 20;
const LINE = 36;
const MOST_LINES = 12;
/** More tokens than this would have names too small to read. */
const MOST_MAPPED = 28;
export const PICTURE_FONT = 'Georgia, "Noto Serif", serif';

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/**
 * A comparison as a picture that needs nothing else: the score, both texts with what each token adds, and the map
 * where it is small enough.
 * @param measure  width of a text in PICTURE_FONT at a size in units of the picture.
 */
export function comparisonPicture(
  answer: CompareAnswer,
  palette: Palette,
  measure: (text: string, size: number) => number,
): Picture {
  const { chosen } = answer;
  const heading = [
    text(MARGIN, 104, 64, formatScore(chosen.cosine), palette.ink, 'font-weight="600"'),
    text(MARGIN + 190, 80, 28, VERDICTS[chosen.verdict].name, palette.ink, 'font-weight="600"'),
    text(MARGIN + 190, 106, 15, settingsInWords(chosen.settings, layersOf(answer)), palette.inkSoft),
  ];
  const first = paintText(answer, 'a', 156, palette, measure);
  const second = paintText(answer, 'b', first.end + 12, palette, measure);
  const map = paintMap(answer, second.end + 16, palette, measure);
  const height = Math.round(map.end + 40);
  const sign = text(MARGIN, height - 20, 13, '≈ Semblance', palette.inkSoft);
  const ground = `<rect width="${WIDTH}" height="${height}" fill="${palette.paper}"/>`;
  const parts = [ground, ...heading, ...first.parts, ...second.parts, ...map.parts, sign];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${escapeText(PICTURE_FONT)}">${parts.join('')}</svg>`;
  return { svg, width: WIDTH, height };
}

interface Painted {
  readonly parts: readonly string[];
  /** Where the next part may begin. */
  readonly end: number;
}

function paintText(
  answer: CompareAnswer,
  side: Side,
  top: number,
  palette: Palette,
  measure: (text: string, size: number) => number,
): Painted {
  const { tokens, contributions } = answer.chosen;
  const shares = contributions?.[side] ?? null;
  const largest = Math.max(...[...(contributions?.a ?? []), ...(contributions?.b ?? [])].map(Math.abs), 0);
  const { runs, lines } = layOut(
    tokenRuns(answer[side], tokens[side]).runs,
    WIDTH - 2 * MARGIN,
    MOST_LINES,
    (part) => measure(part, TEXT_SIZE),
  );
  const parts = runs.flatMap((run) => {
    const [x, y] = [MARGIN + run.x, top + run.line * LINE];
    const share = shares && run.tokens.length > 0 ? shareOf(run.tokens, shares) : null;
    const tint = share === null ? [] : [tintOf(share, largest, x, y, run.width, palette)];
    return [...tint, text(x, y + 22, TEXT_SIZE, run.text, palette.ink, 'xml:space="preserve"')];
  });
  return { parts, end: top + lines * LINE };
}

/** What takes away stands under a broken line, not in another colour alone. */
function tintOf(
  share: number,
  largest: number,
  x: number,
  y: number,
  width: number,
  palette: Palette,
): string {
  const strength = shade(share, largest);
  if (share >= 0) return rect(x, y, width, 29, palette.accent, strength * 0.42);
  return `<line x1="${r(x)}" x2="${r(x + width)}" y1="${r(y + 29)}" y2="${r(y + 29)}" stroke="${palette.less}" stroke-width="${r(1 + strength * 3)}" stroke-dasharray="3 2"/>`;
}

function paintMap(
  { chosen: { tokens } }: CompareAnswer,
  top: number,
  palette: Palette,
  measure: (text: string, size: number) => number,
): Painted {
  const { a, b, similarity } = tokens;
  if (!similarity || Math.max(a.length, b.length) > MOST_MAPPED) return { parts: [], end: top };
  const left = MARGIN + NAMES;
  const width = Math.min(MOST_CELL, (WIDTH - MARGIN - left) / b.length);
  const height = Math.min(width, 34);
  const isFlat = b.every(({ text: name }) => measure(name, 14) < width - 4);
  const first = top + (isFlat ? 28 : 90);
  const columns = b.map(({ text: name }, column) => {
    const x = left + (column + 0.5) * width;
    const place = isFlat ? 'text-anchor="middle"' : `transform="rotate(-45 ${r(x)} ${r(first - 8)})"`;
    return text(x, first - 8, 14, name, palette.inkSoft, place);
  });
  const rows = a.map(({ text: name }, row) =>
    text(left - 8, first + (row + 0.5) * height + 5, 14, name, palette.inkSoft, 'text-anchor="end"'),
  );
  const cells = similarity.flatMap((values, row) =>
    values.flatMap((value, column) =>
      paintCell(value, { x: left + column * width, y: first + row * height, width, height }, palette),
    ),
  );
  return { parts: [...columns, ...rows, ...cells], end: first + a.length * height };
}

/** Room for the names of the rows, and the widest cell. */
const NAMES = 110;
const MOST_CELL = 104;

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function paintCell(value: number, { x, y, width, height }: Cell, palette: Palette): string[] {
  const strength = value < 0 ? 0 : shade(value, 1);
  const ground = [
    rect(x, y, width - 1, height - 1, palette.surface, 1),
    rect(x, y, width - 1, height - 1, palette.accent, strength),
  ];
  if (width < 36) return ground;
  const ink = cellInk(palette.surface, palette.accent, strength);
  return [
    ...ground,
    text(x + width / 2, y + height / 2 + 4, 12, formatCell(value), ink, 'text-anchor="middle"'),
  ];
}

function layersOf({ own }: CompareAnswer): number | null {
  return own.settings.exitLayer;
}
