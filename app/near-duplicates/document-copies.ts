import { isDeepStrictEqual } from 'node:util';
import type { CopyLikeness } from '../contracts/copies.ts';
import { DEFAULT_THRESHOLD } from '../contracts/duplicates.ts';
import type { DocumentId } from '../storage/ids.ts';
import type { DocumentCopyReader, OutlinedPassage, WholeDocument } from '../storage/read/document-copies.ts';
import type { JudgedPairs } from './judged-pairs.ts';

/** How a copy is like its reference. */
export interface CopyRelation {
  readonly likeness: CopyLikeness;
  /** Passages whose texts are near-identical and not the same. */
  readonly differing: number;
  /** What stands outside of these passages differs too, though not in words that are read: links, images, comments. */
  readonly unreadDiffers: boolean;
}

export interface CopyGroup {
  readonly reference: WholeDocument;
  readonly copies: readonly (CopyRelation & { readonly document: WholeDocument })[];
}

/** Documents that are copies of one another as a whole, as far as their passages were compared. */
export class DocumentCopies {
  readonly #reader: DocumentCopyReader;
  /** Pairs of text keys, in both orders. */
  readonly #close: ReadonlySet<string>;
  readonly #keptApart: ReadonlySet<string>;
  /** Documents that have near-identical passages in common. */
  readonly #neighbours: ReadonlyMap<DocumentId, ReadonlySet<DocumentId>>;

  constructor(reader: DocumentCopyReader, pairs: JudgedPairs) {
    this.#reader = reader;
    const kinds = ['identical', 'near-identical'] as const;
    const close = pairs
      .above(DEFAULT_THRESHOLD, { within: 'library' }, [...kinds])
      .filter(({ saysOther }) => !saysOther)
      .map(({ first, second }) => ({ first: pairs.passage(first), second: pairs.passage(second) }));
    this.#close = bothWays(close.map(({ first, second }) => [first.textKey, second.textKey]));
    this.#keptApart = bothWays(pairs.keptApartTexts);
    const neighbours = new Map<DocumentId, Set<DocumentId>>();
    for (const { first, second } of close) {
      if (first.documentId === second.documentId) continue;
      addTo(neighbours, first.documentId, second.documentId);
      addTo(neighbours, second.documentId, first.documentId);
    }
    this.#neighbours = neighbours;
  }

  /** Every document that has copies, with them; a document is in one group at most. In the order of paths. */
  groups(): CopyGroup[] {
    const { documents, sameBytes } = this.#candidates();
    const taken = new Set<DocumentId>();
    const groups: CopyGroup[] = [];
    for (const reference of [...documents.values()].sort(byPrecedence)) {
      if (taken.has(reference.id)) continue;
      const alike = new Set([
        ...(sameBytes.get(reference.contentHash) ?? []),
        ...(this.#neighbours.get(reference.id) ?? []),
      ]);
      alike.delete(reference.id);
      const copies = [...alike]
        .filter((id) => !taken.has(id))
        .flatMap((id) => {
          // The library may have lost it since its passages were compared.
          const document = documents.get(id);
          const relation = document && this.relation(reference, document);
          return relation ? [{ ...relation, document }] : [];
        });
      if (copies.length === 0) continue;
      for (const { id } of [reference, ...copies.map(({ document }) => document)]) taken.add(id);
      groups.push({ reference, copies: copies.sort((a, b) => byPrecedence(a.document, b.document)) });
    }
    return groups.sort((a, b) => compareText(a.reference.path, b.reference.path));
  }

  /** How one document is a copy of the other; null where it is none, or where the user keeps parts of them apart. */
  relation(one: WholeDocument, other: WholeDocument): CopyRelation | null {
    const [ours, theirs] = [this.#reader.outline(one.id), this.#reader.outline(other.id)];
    if (ours.length === 0 || ours.length !== theirs.length) return null;
    const differing: [OutlinedPassage[], OutlinedPassage[]] = [[], []];
    for (const [at, passage] of ours.entries()) {
      const match = theirs[at]!;
      const texts = `${passage.textKey} ${match.textKey}`;
      if (!isDeepStrictEqual(passage.heading, match.heading) || this.#keptApart.has(texts)) return null;
      if (passage.textKey === match.textKey) continue;
      if (!this.#close.has(texts)) return null;
      differing[0].push(passage);
      differing[1].push(match);
    }
    if (one.contentHash === other.contentHash)
      return { likeness: 'exact', differing: 0, unreadDiffers: false };
    const [rest, otherRest] = [this.#without(one.id, differing[0]), this.#without(other.id, differing[1])];
    return { likeness: 'near', differing: differing[0].length, unreadDiffers: rest !== otherRest };
  }

  /** A document's source text but for some of its passages, with white space folded. */
  #without(id: DocumentId, passages: readonly OutlinedPassage[]): string {
    const text = this.#reader.text(id);
    const starts = [0, ...passages.map(({ end }) => end)];
    const parts = starts.map((start, at) => text.slice(start, passages[at]?.start));
    return parts.join(' ').normalize('NFC').trim().replace(/\s+/g, ' ');
  }

  #candidates() {
    const documents = new Map<DocumentId, WholeDocument>();
    const sameBytes = new Map<string, Set<DocumentId>>();
    for (const document of this.#reader.withSameBytes()) {
      documents.set(document.id, document);
      addTo(sameBytes, document.contentHash, document.id);
    }
    for (const document of this.#reader.byIds([...this.#neighbours.keys()]))
      documents.set(document.id, document);
    return { documents, sameBytes };
  }
}

/** The one to keep first. */
function byPrecedence(a: WholeDocument, b: WholeDocument): number {
  return b.size - a.size || a.modifiedAt - b.modifiedAt || compareText(a.path, b.path);
}

function bothWays(pairs: readonly (readonly [string, string])[]): Set<string> {
  return new Set(pairs.flatMap(([first, second]) => [`${first} ${second}`, `${second} ${first}`]));
}

function addTo<Key, Value>(sets: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
