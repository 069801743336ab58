import type { Finding } from '../../app/contracts/library.ts';
import { SearchRequest } from '../../app/contracts/search.ts';
import type { Engine } from '../../app/engine/engine.ts';
import { NOTEBOOK_PHRASES, NOTEBOOK_QUERIES } from './notebook.ts';

/** Documents per answer, each with up to four passages. */
const LIMIT = 10;
/** Of copies of a sentence whose vectors differ by rounding, either may stand in the sample that makes percentiles. */
const PERCENTILE_TOLERANCE = 0.1;

/** What a person would read, best first, without the ids. */
export interface Answer {
  readonly question: string;
  readonly notes: readonly string[];
  readonly passages: readonly {
    readonly place: string;
    readonly score: number;
    readonly cosine: number | null;
    readonly percentile: number | null;
  }[];
}

/** Answers by meaning, by words and by both. */
export async function answersOf(engine: Pick<Engine, 'search'>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const mode of ['meaning', 'words', 'hybrid'] as const) {
    for (const query of [...NOTEBOOK_QUERIES, ...NOTEBOOK_PHRASES]) {
      const { hits, notes } = await engine.search(SearchRequest.parse({ query, mode, limit: LIMIT }));
      const passages = hits.flatMap(({ document, more, ...best }) =>
        [best, ...more].map(({ passage, score, cosine, percentile }) => {
          return { place: `${document} at ${passage.start}`, score, cosine, percentile };
        }),
      );
      answers.push({ question: `${query} by ${mode}`, notes, passages });
    }
  }
  return answers;
}

/** In words, which answers are others, be it by one digit; empty where all are the same. */
export function answerDifferences(found: readonly Answer[], expected: readonly Answer[]): string[] {
  return found.flatMap((answer, i) => {
    const wanted = expected[i]!;
    if (answer.notes.join() !== wanted.notes.join()) return `${answer.question}: notes ${answer.notes}`;
    const length = Math.max(answer.passages.length, wanted.passages.length);
    for (let at = 0; at < length; at++) {
      const [one, other] = [answer.passages[at], wanted.passages[at]];
      if (one && other && isSame(one, other)) continue;
      return `${answer.question}: ${at + 1}. ${JSON.stringify(one)}, not ${JSON.stringify(other)}`;
    }
    return [];
  });
}

function isSame(one: Answer['passages'][number], other: Answer['passages'][number]): boolean {
  return (
    one.place === other.place &&
    one.score === other.score &&
    one.cosine === other.cosine &&
    Math.abs((one.percentile ?? -1) - (other.percentile ?? -1)) <= PERCENTILE_TOLERANCE
  );
}

/** What doctor finds wrong. */
export async function problemsOf(engine: Pick<Engine, 'doctor'>): Promise<string[]> {
  const findings = await engine.doctor(false);
  return findings.filter(isProblem).map(({ check, message }) => `${check}: ${message}`);
}

function isProblem({ status }: Finding): boolean {
  return status === 'problem';
}
