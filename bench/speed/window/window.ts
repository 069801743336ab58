import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright';
import { Missing } from '../../harness/bench-folder.ts';
import type { Report, Row } from '../../harness/report.ts';
import { median, quantile, rounded } from '../../harness/statistics.ts';
import { benchQueries } from '../../library/bench-queries.ts';
import type { PreparedLibrary } from '../../library/prepared-library.ts';
import { onEachSize, sizesOf } from '../../library/prepared-sizes.ts';

const PROGRAM = fileURLToPath(new URL('../../../cli/semblance.ts', import.meta.url));
const RENDERER = fileURLToPath(new URL('../../../out/renderer', import.meta.url));
const PROBE = readFileSync(new URL('./probe.js', import.meta.url), 'utf8');
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/google-chrome'];
const LOADS = 5;
const QUERIES = 20;
/** The page comes to rest between two queries. */
const REST_MS = 400;

/**
 * The window in a browser, served by the loopback host over a prepared library: first paint, a key press to the results
 * it brings, and the size of the bundle.
 * @param args  sizes, `10k,100k` if left out.
 */
export async function benchWindow([sizes = '10k,100k']: readonly string[]): Promise<Report> {
  if (!existsSync(RENDERER)) throw new Missing('The window is not built: npm run build');
  const missing: string[] = [];
  await using browser = await openBrowser();
  const rows = await onEachSize(sizesOf(sizes), missing, (library) => inWindow(library, browser));
  return { tables: { window: rows, bundle: bundleSizes() }, missing };
}

async function inWindow({ dir, corpus }: PreparedLibrary, browser: Browser): Promise<Row> {
  const server = spawn(process.execPath, [PROGRAM, 'serve', '--library', dir, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const [url] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
    const paints: number[] = [];
    for (let load = 0; load < LOADS; load++) paints.push(await firstPaint(browser, url));
    const keys = await keyPresses(browser, url);
    return {
      sentences: corpus.sentences,
      firstPaintMedianMs: rounded(median(paints)),
      firstPaintSlowestMs: rounded(Math.max(...paints)),
      keyToResultsMedianMs: rounded(median(keys)),
      keyToResultsP95Ms: rounded(quantile(keys, 0.95)),
      keys: keys.length,
    };
  } finally {
    await ended(server);
  }
}

/** From the start of a navigation to a page that was visited before: a first visit exchanges its token beforehand. */
async function firstPaint(browser: Browser, url: string): Promise<number> {
  await using context = await browser.newContext();
  const page = await visit(context, url);
  await page.goto(new URL('/', url).href);
  await searchField(page).waitFor();
  const paint = await page.evaluate(
    'performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null',
  );
  if (typeof paint !== 'number') throw new Error('The browser tells of no first paint.');
  return paint;
}

async function keyPresses(browser: Browser, url: string): Promise<number[]> {
  await using context = await browser.newContext();
  await context.addInitScript({ content: PROBE });
  const page = await visit(context, url);
  const field = searchField(page);
  const times: number[] = [];
  for (const query of await benchQueries(QUERIES)) {
    const results = page.evaluate('nextResults()') as Promise<number>;
    await field.selectText();
    await page.keyboard.insertText(query.replace(/["\-:]/g, ' '));
    times.push(await results);
    await page.waitForTimeout(REST_MS);
  }
  // The first search also starts what the others find started.
  return times.slice(1);
}

async function visit(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await searchField(page).waitFor();
  return page;
}

function searchField(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Search your documents' });
}

function bundleSizes(): Row[] {
  const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter(
    (name) => extname(name) !== '',
  );
  const sizes = files.map((file) => {
    const bytes = readFileSync(join(RENDERER, file));
    return { file, kilobytes: rounded(bytes.length / 1e3), gzipped: rounded(gzipSync(bytes).length / 1e3) };
  });
  const total = (value: (size: (typeof sizes)[number]) => number) =>
    rounded(sizes.reduce((sum, size) => sum + value(size), 0));
  return [
    ...sizes,
    { file: 'all', kilobytes: total(({ kilobytes }) => kilobytes), gzipped: total(({ gzipped }) => gzipped) },
  ];
}

async function openBrowser(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM_PATH ?? '', ...BROWSERS, chromium.executablePath()].find(
    existsSync,
  );
  if (executablePath === undefined)
    throw new Missing('No browser was found (Debian: apt-get install chromium)');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
