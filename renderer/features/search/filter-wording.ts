import type { Source } from '../../../app/contracts/library.ts';
import type { SearchFacets, SearchFilters } from '../../../app/contracts/search.ts';
import { lastName } from '../../state/document-place.ts';

type Filter = keyof SearchFilters;
type Value = string | number;

interface ValueInWords {
  readonly value: Value;
  readonly name: string;
  /** How many documents the query finds with it; 0 where none is found any more. */
  readonly documents: number;
}

/** One filter as a person sees it. */
export interface FacetInWords {
  readonly filter: Filter;
  readonly name: string;
  /** The entry that takes the filter away. */
  readonly any: string;
  readonly chosen: readonly ValueInWords[];
  readonly values: readonly ValueInWords[];
}

const TYPES: Readonly<Record<string, string>> = { markdown: 'Markdown', text: 'Plain text', html: 'HTML' };
const CHANGED: Readonly<Record<number, string>> = {
  1: 'Today',
  7: 'Past week',
  30: 'Past month',
  365: 'Past year',
};

/**
 * The filters that there are values for, and those that are chosen. One whose values do not differ stays too, so that
 * the row does not change with every letter.
 */
export function facetsInWords(
  facets: SearchFacets | null,
  filters: SearchFilters,
  sources: readonly Pick<Source, 'id' | 'path'>[],
): FacetInWords[] {
  const folderName = (id: Value) => lastName(sources.find((source) => source.id === id)?.path ?? `${id}`);
  const all: (Omit<FacetInWords, 'chosen' | 'values'> & {
    counts: readonly { value: Value; documents: number }[];
    nameOf: (value: Value) => string;
  })[] = [
    {
      ...{ filter: 'source', name: 'Folder', any: 'Any folder' },
      ...{ counts: facets?.sources ?? [], nameOf: folderName },
    },
    {
      ...{ filter: 'type', name: 'Type', any: 'Any type' },
      ...{ counts: facets?.types ?? [], nameOf: (type) => TYPES[type] ?? `${type}` },
    },
    {
      ...{ filter: 'changedWithinDays', name: 'Changed', any: 'Any time' },
      ...{
        counts: told(facets?.changedWithinDays ?? []),
        nameOf: (days) => CHANGED[Number(days)] ?? `${days} days`,
      },
    },
    {
      ...{ filter: 'tag', name: 'Tag', any: 'Any tag' },
      ...{ counts: facets?.tags ?? [], nameOf: (tag) => `${tag}` },
    },
  ];
  return all.flatMap(({ counts, nameOf, ...facet }) => {
    const values = counts.map(({ value, documents }) => ({ value, documents, name: nameOf(value) }));
    const chosen = [filters[facet.filter] ?? []]
      .flat()
      .map(
        (value: Value) =>
          values.find((known) => isSame(known.value, value)) ?? { value, name: nameOf(value), documents: 0 },
      );
    const isUseless = values.length === 0 || (facet.filter === 'source' && sources.length < 2);
    return chosen.length > 0 || !isUseless ? [{ ...facet, chosen, values: withChosen(values, chosen) }] : [];
  });
}

/** What is chosen can be taken away again, also where nothing is found with it any more. */
function withChosen(values: readonly ValueInWords[], chosen: readonly ValueInWords[]): ValueInWords[] {
  return [...values, ...chosen.filter(({ documents }) => documents === 0)];
}

/** The filter with a value more, or without one that was chosen; undefined where none is left. */
export function toggled(
  { filter, chosen }: Pick<FacetInWords, 'filter' | 'chosen'>,
  value: Value,
): SearchFilters {
  const others = chosen.map((one) => one.value).filter((one) => one !== value);
  const isAdded = others.length === chosen.length;
  const isOfOne = filter === 'changedWithinDays';
  const values = isAdded ? [...others, value] : others;
  // Values of a facet are of the kind that its filter takes.
  return {
    [filter]: isOfOne ? (isAdded ? value : undefined) : values.length > 0 ? values : undefined,
  } as SearchFilters;
}

/** What a filter looks at now: "Markdown", "Markdown, HTML", "Markdown and 2 more"; its own name where at all. */
export function facetSummary({ name, chosen }: Pick<FacetInWords, 'name' | 'chosen'>): string {
  const names = chosen.map((value) => value.name);
  if (names.length === 0) return name;
  return names.length < 3 ? names.join(', ') : `${names[0]} and ${names.length - 1} more`;
}

const isSame = (a: Value, b: Value) => `${a}`.toLowerCase() === `${b}`.toLowerCase();

/** A wider span that finds no more than a narrower one tells nothing. */
function told<T extends { documents: number }>(spans: readonly T[]): T[] {
  return spans.filter(({ documents }, place) => documents !== spans[place - 1]?.documents);
}
