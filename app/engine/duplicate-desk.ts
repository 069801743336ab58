import type { CopiesReport } from '../contracts/copies.ts';
import type { DuplicateReport, DuplicateRequest, IgnoredDuplicates } from '../contracts/duplicates.ts';
import { type ComparisonStep, comparePassages } from '../near-duplicates/compare-passages.ts';
import { DuplicateReporter } from '../near-duplicates/duplicate-report.ts';
import { openForReading } from '../storage/connection.ts';
import type { ModelId } from '../storage/ids.ts';
import { ComparisonReader } from '../storage/read/comparisons.ts';
import { DocumentCopyReader } from '../storage/read/document-copies.ts';
import { DocumentReader } from '../storage/read/documents.ts';
import { PassageReader } from '../storage/read/passages.ts';
import { VectorReader } from '../storage/read/vectors.ts';
import { changedComparisons } from '../storage/row-seal.ts';

export interface DuplicateDeskOptions {
  readonly libraryDir: string;
  readonly modelId: ModelId;
}

/** Works on near-duplicates with a connection of its own, which only reads; what is found is stored by the engine. */
export class DuplicateDesk {
  readonly #model: ModelId;
  readonly #comparisons: ComparisonReader;
  readonly #vectors: VectorReader;
  readonly #reporter: DuplicateReporter;
  #run: Generator<ComparisonStep, void> | null = null;

  constructor({ libraryDir, modelId }: DuplicateDeskOptions) {
    const db = openForReading(libraryDir);
    this.#model = modelId;
    this.#comparisons = new ComparisonReader(db, modelId);
    this.#vectors = new VectorReader(db);
    this.#reporter = new DuplicateReporter({
      comparisons: this.#comparisons,
      passages: new PassageReader(db),
      documents: new DocumentReader(db),
      copies: new DocumentCopyReader(db),
      unrelated: () => this.#unrelated(),
    });
  }

  /** The next {@link step} is the first, with what is not compared yet: what was handed over may not have been stored. */
  begin(): void {
    this.#run = null;
  }

  /** The next step of comparing what was not compared yet; null when all is. */
  step(): ComparisonStep | null {
    this.#run ??= comparePassages(this.#comparisons, this.#unrelated());
    const { value, done } = this.#run.next();
    if (done) this.#run = null;
    return value ?? null;
  }

  report(request: DuplicateRequest): DuplicateReport {
    return this.#reporter.report(request);
  }

  ignored(): IgnoredDuplicates[] {
    return this.#reporter.ignored();
  }

  copies(): CopiesReport {
    return this.#reporter.copies();
  }

  areCopies(one: number, other: number): boolean {
    return this.#reporter.areCopies(one, other);
  }

  /** Mean cosine of random sentence pairs; 0 in a library too small to have any. @throws DomainError `duplicates.damaged` */
  #unrelated(): number {
    const cosines = this.#vectors.randomPairCosines(this.#model);
    if (cosines === null) throw changedComparisons();
    return cosines.length === 0 ? 0 : cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
  }
}
