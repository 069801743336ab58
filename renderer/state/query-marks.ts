import { operatorTrouble, queryTokens } from '../../app/text/query-tokens.ts';

/** A stretch of a query: words, an operator that is understood, or one that is not. */
export interface QueryRun {
  readonly text: string;
  readonly kind: 'words' | 'operator' | 'wrong';
}

/**
 * Cuts a query where its operators begin and end.
 * @param isFinished  false while it is typed: what stands at its end may become right yet.
 */
export function queryRuns(query: string, isFinished: boolean): QueryRun[] {
  const runs: QueryRun[] = [];
  let end = 0;
  for (const token of queryTokens(query)) {
    const isOperator = token.operator !== null || (token.isNegated && token.value !== '') || token.isQuoted;
    if (!isOperator) continue;
    const isWrong = operatorTrouble(token) !== null && (isFinished || token.end < query.length);
    if (token.start > end) runs.push({ text: query.slice(end, token.start), kind: 'words' });
    runs.push({ text: token.text, kind: isWrong ? 'wrong' : 'operator' });
    end = token.end;
  }
  if (end < query.length) runs.push({ text: query.slice(end), kind: 'words' });
  return runs;
}
