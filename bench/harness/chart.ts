/** A line for each series over a common axis. Both axes are logarithmic: sizes grow by tens, and so do times. */
export interface Chart {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly ChartSeries[];
}

export interface ChartSeries {
  readonly name: string;
  /** Positive coordinates, ascending in x. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

const WIDTH = 720;
const HEIGHT = 420;
const PLOT = { left: 70, top: 48, right: 500, bottom: 360 };
/** Okabe and Ito's colours, which colour-blind readers tell apart. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#444444', '#b8a800'];
const LEGEND_LINE = 20;
const LABEL_STEP = 2;

/** The chart as a document of its own. */
export function chartSvg({ title, xLabel, yLabel, series }: Chart): string {
  const drawn = series.filter(({ points }) => points.length > 0);
  const all = drawn.flatMap(({ points }) => points);
  const x = axis(
    all.map(([value]) => value),
    PLOT.left,
    PLOT.right,
  );
  const y = axis(
    all.map(([, value]) => value),
    PLOT.bottom,
    PLOT.top,
  );
  const middle = (PLOT.top + PLOT.bottom) / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text(PLOT.left, 26, title, 'font-size="15" font-weight="600"'),
    ...x.ticks.flatMap((tick) => [
      line(x.at(tick), PLOT.top, x.at(tick), PLOT.bottom, '#e4e4e4'),
      text(x.at(tick), PLOT.bottom + 18, short(tick), 'text-anchor="middle"'),
    ]),
    ...y.ticks.flatMap((tick) => [
      line(PLOT.left, y.at(tick), PLOT.right, y.at(tick), '#e4e4e4'),
      text(PLOT.left - 8, y.at(tick) + 4, short(tick), 'text-anchor="end"'),
    ]),
    text((PLOT.left + PLOT.right) / 2, PLOT.bottom + 42, xLabel, 'text-anchor="middle"'),
    text(18, middle, yLabel, `text-anchor="middle" transform="rotate(-90 18 ${middle})"`),
    ...drawn.map(({ points }, at) =>
      curve(
        points.map(([px, py]) => [x.at(px), y.at(py)] as const),
        colour(at),
      ),
    ),
    ...drawn.map(({ name }, at) => legend(name, at)),
    '</svg>\n',
  ].join('\n');
}

/** A logarithmic axis around values, with a tick at each 1, 2 and 5 of a power of ten, or at fewer of them. */
function axis(values: readonly number[], from: number, to: number) {
  const low = Math.log10(Math.min(...values)) - 0.08;
  const high = Math.log10(Math.max(...values)) + 0.08;
  const at = (value: number) =>
    Math.round((from + ((Math.log10(value) - low) / (high - low)) * (to - from)) * 10) / 10;
  const steps = high - low > LABEL_STEP ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = Math.floor(low); power <= high; power++)
    ticks.push(...steps.map((step) => Number((step * 10 ** power).toPrecision(1))));
  return { at, ticks: ticks.filter((tick) => Math.log10(tick) >= low && Math.log10(tick) <= high) };
}

function curve(points: readonly (readonly [number, number])[], stroke: string): string {
  const dots = points.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3.5" fill="${stroke}"/>`);
  const path = points.map((point) => point.join(',')).join(' ');
  return `<polyline points="${path}" fill="none" stroke="${stroke}" stroke-width="2"/>${dots.join('')}`;
}

function legend(name: string, at: number): string {
  const top = PLOT.top + 12 + at * LEGEND_LINE;
  const left = PLOT.right + 18;
  return `${line(left, top - 4, left + 18, top - 4, colour(at), 3)}${text(left + 26, top, name)}`;
}

function line(x1: number, y1: number, x2: number, y2: number, stroke: string, width = 1): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${stroke}" stroke-width="${width}"/>`;
}

function text(x: number, y: number, content: string, attributes = ''): string {
  const escaped = content.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return `<text x="${x}" y="${y}" fill="#222" ${attributes}>${escaped}</text>`;
}

function colour(at: number): string {
  return COLOURS[at % COLOURS.length]!;
}

function short(value: number): string {
  if (value >= 1_000_000) return `${value / 1_000_000}M`;
  return value >= 1_000 ? `${value / 1_000}k` : String(value);
}
