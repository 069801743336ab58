import { DomainError } from '../base/domain-error.ts';
import { dotRows, type Encode } from './sts.ts';

export interface RetrievalScore {
  readonly recallAt10: number;
  readonly mrrAt10: number;
  readonly ndcgAt10: number;
  readonly n: number;
}

interface PassageLine {
  readonly id: string;
  readonly text: string;
}

interface QueryLine {
  readonly query: string;
  readonly positive_id: string;
}

const DEPTH = 10;

/**
 * Retrieval with one right passage per query, by cosine over all passages.
 * @param passages  JSON lines `{"id","text"}`; @param queries  JSON lines `{"query","positive_id"}`.
 * @throws DomainError `evaluation.bad-file`
 */
export async function evaluateRetrieval(
  passages: string,
  queries: string,
  encode: Encode,
): Promise<RetrievalScore> {
  const passageLines = readLines<PassageLine>(passages, ['id', 'text']);
  const queryLines = readLines<QueryLine>(queries, ['query', 'positive_id']);
  const rowOf = new Map(passageLines.map(({ id }, row) => [id, row]));
  const passageVectors = await encode(
    passageLines.map(({ text }) => text),
    'passage',
  );
  const queryVectors = await encode(
    queryLines.map(({ query }) => query),
    'query',
  );
  const width = passageVectors.length / passageLines.length;

  const ranks = queryLines.map(({ positive_id }, index) => {
    const positive = rowOf.get(positive_id);
    if (positive === undefined) throw badFile(`there is no passage ${positive_id}`);
    return rankOf(positive, index * width, queryVectors, passageVectors, width);
  });
  const mean = (gain: (rank: number) => number) =>
    ranks.reduce((sum, rank) => sum + (rank <= DEPTH ? gain(rank) : 0), 0) / ranks.length;
  return {
    recallAt10: mean(() => 1),
    mrrAt10: mean((rank) => 1 / rank),
    ndcgAt10: mean((rank) => 1 / Math.log2(rank + 1)),
    n: ranks.length,
  };
}

/** Rank of the positive from 1; passages with equal cosine count as ranked before it. */
function rankOf(
  positive: number,
  query: number,
  queries: Float32Array,
  passages: Float32Array,
  width: number,
): number {
  const wanted = dotRows(queries, passages, query, positive * width, width);
  let rank = 1;
  for (let row = 0; row < passages.length / width; row++) {
    if (row !== positive && dotRows(queries, passages, query, row * width, width) >= wanted) rank++;
  }
  return rank;
}

function readLines<Line extends object>(jsonl: string, keys: readonly (keyof Line & string)[]): Line[] {
  const lines = jsonl.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0) throw badFile('the file is empty');
  return lines.map((line, index) => {
    const value = parseJson(line) as Record<string, unknown> | null;
    if (!keys.every((key) => typeof value?.[key] === 'string')) throw badFile(`line ${index + 1}`);
    return value as Line;
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function badFile(where: string): DomainError {
  return new DomainError('evaluation.bad-file', {
    message: `The retrieval set cannot be read: ${where}.`,
    nextStep:
      'Passages are lines like {"id":"p1","text":"…"}, queries lines like {"query":"…","positive_id":"p1"}.',
  });
}
