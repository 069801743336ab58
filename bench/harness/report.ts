import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Chart, chartSvg } from './chart.ts';

export type Row = Readonly<Record<string, string | number | null>>;

/** What a bench found out. */
export interface Report {
  readonly tables: Readonly<Record<string, readonly Row[]>>;
  readonly charts?: Readonly<Record<string, Chart>>;
  /** What was not measured, and why: missing peers, missing libraries. */
  readonly missing?: readonly string[];
}

/** A report of one table with one line per figure. */
export function figuresReport(figures: Readonly<Record<string, number>>): Report {
  return { tables: { figures: [figures] } };
}

/** Prints the tables. */
export function printReport({ tables, missing = [] }: Report): void {
  for (const [name, rows] of Object.entries(tables)) {
    console.log(`\n${name}`);
    if (rows.length === 1) console.table(rows[0]);
    else console.table(rows);
  }
  for (const reason of missing) console.log(`Not measured: ${reason}`);
}

/** Keeps a report as `<name>.json`, and its charts as `<name>-<chart>.svg`. */
export function writeReport(name: string, report: Report, seconds: number, folder: string): void {
  const { tables, charts = {}, missing = [] } = report;
  mkdirSync(folder, { recursive: true });
  const machine = {
    cores: cpus().length,
    processor: cpus()[0]?.model,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    platform: process.platform,
    node: process.version,
  };
  const content = { machine, loadAverage: loadavg()[1], seconds: Math.round(seconds), missing, tables };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`);
  for (const [chart, drawing] of Object.entries(charts))
    writeFileSync(join(folder, `${name}-${chart}.svg`), chartSvg(drawing));
}
