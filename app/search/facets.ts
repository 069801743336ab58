import { CHANGED_WITHIN_DAYS, type SearchFacets, type SearchFilters } from '../contracts/search.ts';
import type { DocumentRow } from '../storage/read/documents.ts';
import type { ChosenFilter } from './query-syntax.ts';

/** Beyond them, tags are better typed than read. */
const MOST_TAGS = 20;

/** The filters as conditions of documents; empty where nothing is chosen. */
export function chosenFilter(
  { changedWithinDays, ...filters }: SearchFilters,
  now: number,
): Partial<ChosenFilter> {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  const since = changedWithinDays === undefined ? {} : { changedSince: daysAgo(changedWithinDays, now) };
  return { ...Object.fromEntries(given), ...since };
}

/** Counts documents by what they can be filtered by. */
export function countFacets(documents: readonly DocumentRow[], now: number): SearchFacets {
  const changedWithinDays = CHANGED_WITHIN_DAYS.map((days) => {
    const since = daysAgo(days, now);
    return { value: days, documents: documents.filter(({ modifiedAt }) => modifiedAt >= since).length };
  });
  return {
    sources: counted(documents.map(({ sourceId }) => sourceId as number)),
    types: counted(documents.map(({ type }) => type)),
    tags: countTags(documents).slice(0, MOST_TAGS),
    changedWithinDays: changedWithinDays.filter(({ documents }) => documents > 0),
  };
}

/** In any case, under the spelling that comes first. */
function countTags(documents: readonly DocumentRow[]): SearchFacets['tags'] {
  const spelling = new Map<string, string>();
  const keys = documents.flatMap(({ tags }) => [...new Set(tags.map((tag) => keyOf(tag, spelling)))]);
  return counted(keys).map(({ value, documents }) => ({ value: spelling.get(value) ?? value, documents }));
}

function keyOf(tag: string, spelling: Map<string, string>): string {
  const key = tag.toLowerCase();
  if (!spelling.has(key)) spelling.set(key, tag);
  return key;
}

/** The most frequent first. */
function counted<T>(values: readonly T[]): { value: T; documents: number }[] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Array.from(counts, ([value, documents]) => ({ value, documents })).sort(
    (a, b) => b.documents - a.documents,
  );
}

/** The start of today is a day ago, so that the same filter stays the same all day. */
function daysAgo(days: number, now: number): number {
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - (days - 1));
  return day.getTime();
}
