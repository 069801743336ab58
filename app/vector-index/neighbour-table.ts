import { type Cells, ROWS_PER_PIECE, rowAt, sortIntoCells } from './cells.ts';
import type { QuantisedVector } from './quantise.ts';
import { ROW_ALIGNMENT, RowScan, type Stretch } from './row-scan.ts';
import type { Neighbours, VectorRows } from './vector-set.ts';

/** Scores computed in a few seconds: up to so many, every query is compared with every row. */
const MAX_EXACT_SCORES = 3e8;
/** The share of cells that a query looks into, and the least number: docs/decisions/0010-near-duplicates.md. */
const PROBED_SHARE = 0.08;
const LEAST_PROBED = 8;

/**
 * Finds the nearest vectors of very many vectors at a time. Few queries scan all rows; for many, the rows are sorted
 * into about √n cells and a query looks into the cells nearest to it (as IVF: Jégou, Douze and Schmid, PAMI 2011).
 */
export class NeighbourTable {
  readonly #cells: Cells | null;
  readonly #rows: RowScan;
  /** Ids of the rows as they stand; 0 for those that fill up a cell. */
  readonly #ids: Float64Array;
  readonly #stretches: Stretch[] = [];
  readonly #probed: number;

  private constructor(count: number, width: number, cells: Cells | null, probed: number) {
    this.#cells = cells;
    this.#probed = probed;
    this.#rows = new RowScan(width);
    this.#ids = new Float64Array(count + (cells?.centres.size ?? 1) * ROW_ALIGNMENT);
  }

  /**
   * Builds a table in pieces, between which the caller may see to other things.
   * @param rows     ids from 1 on, unit vectors of the width.
   * @param queries  how many will be asked, about.
   */
  static *of(rows: VectorRows, width: number, queries: number): Generator<void, NeighbourTable> {
    const count = rows.ids.length;
    const cells = queries * count > MAX_EXACT_SCORES ? Math.round(Math.sqrt(count)) : 1;
    const sorted = cells > 1 ? yield* sortIntoCells(rows, width, cells) : null;
    const probed = Math.max(LEAST_PROBED, Math.round(cells * PROBED_SHARE));
    const table = new NeighbourTable(count, width, sorted, probed);
    for (const members of membersOf(sorted, count)) yield* table.#addCell(rows, width, members);
    return table;
  }

  /** The k nearest among the rows looked at, best first; a row that is the query itself is among them. */
  nearest(query: QuantisedVector, k: number): Neighbours {
    const best = this.#rows.best(query, k, this.#near(query)).filter(({ row }) => this.#ids[row]! > 0);
    return { ids: best.map(({ row }) => this.#ids[row]!), scores: best.map(({ score }) => score) };
  }

  *#addCell(rows: VectorRows, width: number, members: readonly number[]): Generator<void, void> {
    const first = this.#rows.size;
    for (const member of members) {
      this.#ids[this.#rows.size] = rows.ids[member]!;
      this.#rows.append(rowAt(rows, width, member));
      if (this.#rows.size % ROWS_PER_PIECE === 0) yield;
    }
    this.#rows.align();
    this.#stretches.push({ first, end: this.#rows.size });
  }

  #near(query: QuantisedVector): readonly Stretch[] {
    if (this.#cells === null) return this.#stretches;
    return this.#cells.centres.best(query, this.#probed).map(({ row }) => this.#stretches[row]!);
  }
}

/** Row numbers by cell. */
function membersOf(cells: Cells | null, count: number): number[][] {
  if (cells === null) return [Array.from({ length: count }, (_, row) => row)];
  const members = Array.from({ length: cells.centres.size }, (): number[] => []);
  for (const [row, cell] of cells.cellOf.entries()) members[cell]!.push(row);
  return members;
}
