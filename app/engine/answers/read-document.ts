import { z } from 'zod';
import type { ReadDocument } from '../../indexing/services.ts';

const offset = z.int().nonnegative();
const Span = z.object({ start: offset, end: offset });
const Passage = z.object({
  kind: z.enum(['paragraph', 'heading', 'list', 'quote', 'table', 'code']),
  span: Span,
  text: z.string(),
  headingPath: z.array(z.string()),
  page: z.int().positive().optional(),
  sentences: z.array(z.object({ span: Span, textSpan: Span })),
});
const Document = z.object({
  type: z.enum(['markdown', 'text', 'html']),
  sizeBytes: offset,
  modifiedAtMs: z.number(),
  changedAtMs: z.number().nullable(),
  contentHash: z.string().regex(/^[\da-f]{64}$/),
  title: z.string().nullable(),
  tags: z.array(z.string()),
  text: z.string(),
  passages: z.array(Passage),
});

/** Whether this can be what a parser read: the right shape, and every place inside of the text it is a place in. */
export function isReadDocument(answer: unknown): answer is ReadDocument {
  const { data: document } = Document.safeParse(answer);
  return (
    document?.passages.every(
      ({ span, text, sentences }) =>
        lies(span, document.text) &&
        sentences.every((sentence) => lies(sentence.span, document.text) && lies(sentence.textSpan, text)),
    ) ?? false
  );
}

function lies({ start, end }: z.infer<typeof Span>, text: string): boolean {
  return start <= end && end <= text.length;
}
