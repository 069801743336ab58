import type { DocumentId } from '../storage/ids.ts';
import { textList } from '../storage/json-column.ts';
import type { DocumentReader, FilterableDocument } from '../storage/read/documents.ts';
import { pathMatcher } from './path-glob.ts';
import type { ChosenFilter, DocumentFilter } from './query-syntax.ts';

/** @returns the documents that the filter lets through, or null when it lets all through. */
export function filterDocuments(filter: DocumentFilter, documents: DocumentReader): DocumentId[] | null {
  const conditions = conditionsOf(filter);
  if (conditions.length === 0) return null;
  const ids: DocumentId[] = [];
  for (const document of documents.filterable()) {
    if (conditions.every((holds) => holds(document))) ids.push(document.id);
  }
  return ids;
}

type Condition = (document: FilterableDocument) => boolean;

function conditionsOf(filter: DocumentFilter): Condition[] {
  const { paths, types, tags, after, before } = filter;
  const conditions: Condition[] = paths.map((globs) => {
    const matchers = globs.map(pathMatcher);
    return ({ path }) => matchers.some((matches) => matches(path));
  });
  if (types.length > 0) conditions.push(({ path, type }) => types.some((name) => isType(name, path, type)));
  for (const any of tags) conditions.push((document) => hasTag(document, any));
  if (after !== null) conditions.push(({ modifiedAt }) => modifiedAt >= after);
  if (before !== null) conditions.push(({ modifiedAt }) => modifiedAt < before);
  return [...conditions, ...chosenConditions(filter)];
}

function chosenConditions({ source, type, tag, changedSince }: ChosenFilter): Condition[] {
  const conditions: Condition[] = [];
  if (source !== undefined) conditions.push(({ sourceId }) => source.includes(sourceId));
  if (type !== undefined) conditions.push((document) => type.includes(document.type));
  if (tag !== undefined) {
    const any = tag.map((name) => name.toLowerCase());
    conditions.push((document) => hasTag(document, any));
  }
  if (changedSince !== undefined) conditions.push(({ modifiedAt }) => modifiedAt >= changedSince);
  return conditions;
}

/** @param any  in lower case. */
function hasTag({ tags }: FilterableDocument, any: readonly string[]): boolean {
  return textList(tags).some((own) => any.includes(own.toLowerCase()));
}

/** `markdown` and `md` both name a Markdown file: the type, or the extension. */
function isType(name: string, path: string, type: string): boolean {
  return type === name || path.toLowerCase().endsWith(`.${name}`);
}
