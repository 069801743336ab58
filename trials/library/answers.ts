import type { Finding } from '../../app/contracts/library.ts';
import { SearchRequest } from '../../app/contracts/search.ts';
import type { Engine } from '../../app/engine/engine.ts';
import { NOTEBOOK_PHRASES, NOTEBOOK_QUERIES } from './notebook.ts';

/** Cosines of the same texts differ by rounding alone. */
const DIGITS = 3;
/** Copies of a passage tie, and which of them are candidates decides how the next ones are fused. */
const NEAREST = 1;
const ALL = 200;

/**
 * What a person would read in answers by meaning and by words, whatever the ids: how near the nearest document is, and
 * every document with a phrase. Which of two equals comes first says nothing.
 */
export async function answersOf(engine: Pick<Engine, 'search'>): Promise<string[]> {
  const told: string[] = [];
  for (const query of NOTEBOOK_QUERIES) {
    const { hits, notes } = await engine.search(SearchRequest.parse({ query, mode: 'meaning', limit: ALL }));
    const cosines = hits
      .map(({ cosine }) => cosine ?? 0)
      .sort((a, b) => b - a)
      .slice(0, NEAREST)
      .map((cosine) => cosine.toFixed(DIGITS));
    told.push(`${query}: ${[...notes, ...cosines].join(' | ')}`);
  }
  for (const query of NOTEBOOK_PHRASES) {
    const { hits, notes } = await engine.search(SearchRequest.parse({ query, mode: 'words', limit: ALL }));
    told.push(`${query}: ${[...notes, ...hits.map(({ document }) => document).sort()].join(' | ')}`);
  }
  return told;
}

/** What doctor finds wrong. */
export async function problemsOf(engine: Pick<Engine, 'doctor'>): Promise<string[]> {
  const findings = await engine.doctor(false);
  return findings.filter(isProblem).map(({ check, message }) => `${check}: ${message}`);
}

function isProblem({ status }: Finding): boolean {
  return status === 'problem';
}
