import type { SearchRequest } from '../../app/contracts/search.ts';
import type { Example, SearchQuestion } from './search-session.ts';

const RESULT_LIMIT = 30;

/** The question as the engine takes it. */
export function searchRequest({ query, mode, filters, examples }: SearchQuestion): SearchRequest {
  const wanted = (kind: Example['wanted']) =>
    examples.filter((example) => example.wanted === kind).map(({ passageId }) => passageId);
  return {
    query,
    mode,
    filters,
    limit: RESULT_LIMIT,
    more: wanted('more'),
    less: wanted('less'),
    facets: true,
  };
}
