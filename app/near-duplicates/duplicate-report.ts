import { type CopiesReport, type FileCopies, MOST_COPY_GROUPS } from '../contracts/copies.ts';
import type {
  DuplicateGroup,
  DuplicateMember,
  DuplicateReport,
  DuplicateRequest,
  IgnoredDuplicates,
} from '../contracts/duplicates.ts';
import type { DocumentId, PassageId } from '../storage/ids.ts';
import { CommitCache } from '../storage/read/commit-cache.ts';
import type { ComparisonReader } from '../storage/read/comparisons.ts';
import type { DocumentCopyReader, WholeDocument } from '../storage/read/document-copies.ts';
import type { DocumentReader } from '../storage/read/documents.ts';
import type { PassageReader } from '../storage/read/passages.ts';
import { type CopyGroup, DocumentCopies } from './document-copies.ts';
import { type JudgedPair, JudgedPairs } from './judged-pairs.ts';
import { coverWithStars, type Star } from './star-cover.ts';
import { LEAST_WORDS } from './text-sketch.ts';

export interface DuplicateServices {
  readonly comparisons: ComparisonReader;
  readonly passages: PassageReader;
  readonly documents: DocumentReader;
  readonly copies: DocumentCopyReader;
  /** Mean cosine of unrelated texts with the model. */
  unrelated(): number;
}

/** Groups stored pairs anew for each threshold and scope; pairs are read again only after the library changed. */
export class DuplicateReporter {
  readonly #services: DuplicateServices;
  readonly #pairs: CommitCache<JudgedPairs>;
  readonly #copies: CommitCache<DocumentCopies>;

  constructor(services: DuplicateServices) {
    this.#services = services;
    this.#pairs = new CommitCache(() => services.documents.version());
    this.#copies = new CommitCache(() => services.documents.version());
  }

  report({ threshold, scope, kinds, offset, limit }: DuplicateRequest): DuplicateReport {
    const { comparisons } = this.#services;
    const pairs = this.#judged();
    const stars = coverWithStars(pairs.above(threshold, scope, kinds), pairs);
    const repeated = new Map(stars.map((star) => [star, pairs.repeatedWords(star)]));
    stars.sort(
      (a, b) =>
        leastTie(b).similarity - leastTie(a).similarity ||
        repeated.get(b)! - repeated.get(a)! ||
        pairs.precedence(a.reference, b.reference),
    );
    return {
      groups: this.#present(stars.slice(offset, offset + limit)),
      total: stars.length,
      pending: comparisons.pendingCount(),
      tooShort: comparisons.shorterThan(LEAST_WORDS),
      ignored: pairs.ignoredCount,
    };
  }

  /** The texts that the user keeps apart, as far as both are in the library; the one to keep comes first. */
  ignored(): IgnoredDuplicates[] {
    const pairs = this.#judged().ignored();
    const memberOf = this.#memberPresenter(pairs.flatMap(({ reference, member }) => [reference, member]));
    return pairs.flatMap((pair) => {
      const [reference, member] = [memberOf(pair.reference, null), memberOf(pair.member, pair.tie)];
      return reference && member ? [{ reference, member }] : [];
    });
  }

  /** Documents that are copies of others as a whole. */
  copies(): CopiesReport {
    const groups = this.#wholeCopies().groups();
    return { groups: groups.slice(0, MOST_COPY_GROUPS).map(presentCopies), total: groups.length };
  }

  /** Whether two documents are copies of each other as a whole. */
  areCopies(one: number, other: number): boolean {
    if (one === other) return false;
    const [first, second] = this.#services.copies.byIds([one, other] as DocumentId[]);
    return (
      first !== undefined && second !== undefined && this.#wholeCopies().relation(first, second) !== null
    );
  }

  #wholeCopies(): DocumentCopies {
    return this.#copies.get('', () => new DocumentCopies(this.#services.copies, this.#judged()));
  }

  #judged(): JudgedPairs {
    const { comparisons, unrelated } = this.#services;
    return this.#pairs.get('', () => new JudgedPairs(comparisons, unrelated()));
  }

  #present(stars: readonly Star<JudgedPair>[]): DuplicateGroup[] {
    const ids = stars.flatMap(({ reference, members }) => [
      reference,
      ...members.map(({ passage }) => passage),
    ]);
    const memberOf = this.#memberPresenter(ids as PassageId[]);
    return stars.flatMap((star) => {
      const members = [
        memberOf(star.reference, null),
        ...star.members.map(({ passage, tie }) => memberOf(passage, tie)),
      ].filter((member) => member !== null);
      const { kind, similarity } = leastTie(star);
      return members.length > 1 ? [{ kind, similarity: rounded(similarity), members }] : [];
    });
  }

  #memberPresenter(ids: readonly PassageId[]) {
    const passages = this.#services.passages.byIds(ids);
    const documentIds = new Set([...passages.values()].map(({ documentId }) => documentId));
    const documents = this.#services.documents.byIds([...documentIds]);
    return (id: number, tie: JudgedPair | null): DuplicateMember | null => {
      const passage = passages.get(id as PassageId);
      const document = passage && documents.get(passage.documentId);
      if (!document) return null;
      const { documentId, kind, span, page, heading, text, sourceText } = passage;
      const { path, title, modifiedAt } = document;
      return {
        ...{ passageId: id, documentId, document: path, title, modifiedAt },
        ...{ heading: [...heading], text: sourceText, ...span, readable: text, isCode: kind === 'code' },
        ...(page === null ? {} : { page }),
        relation: tie && { kind: tie.kind, similarity: rounded(tie.similarity), cosine: tie.cosine },
      };
    };
  }
}

function presentCopies({ reference, copies }: CopyGroup): FileCopies {
  return {
    reference: presentFile(reference),
    copies: copies.map(({ document, ...relation }) => ({ ...presentFile(document), ...relation })),
  };
}

function presentFile({ id, path, title, modifiedAt, size }: WholeDocument): FileCopies['reference'] {
  return { documentId: id, document: path, title, modifiedAt, sizeBytes: size };
}

function leastTie({ members }: Star<JudgedPair>): JudgedPair {
  return members.at(-1)!.tie;
}

function rounded(similarity: number): number {
  return Math.round(similarity * 10_000) / 10_000;
}
