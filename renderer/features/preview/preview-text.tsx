import { useMemo, useRef } from 'react';
import type { PassageHit } from '../../../app/contracts/search.ts';
import { MarkedPassage } from '../../components/marked-passage.tsx';
import { type DocumentPart, documentParts } from '../../state/document-parts.ts';
import { shift } from '../../state/excerpt.ts';
import { markText, type TextRange } from '../../state/marked-text.ts';
import { matchedWordsInText } from '../../state/preview-text.ts';
import { MarkdownText } from './markdown/markdown-text.tsx';
import { useScrolledToMark } from './use-scrolled-to-mark.ts';

interface PreviewTextProps {
  /** The whole document. */
  readonly text: string;
  /** Whether its Markdown is laid out, or shown as it is written. */
  readonly isLaidOut: boolean;
  readonly hit: PassageHit;
}

/** The text, scrolled to the sentence. Parts out of sight are not laid out, so that long documents open at once. */
export function PreviewText({ text, isLaidOut, hit }: PreviewTextProps) {
  const frame = useRef<HTMLDivElement>(null);
  const parts = useMemo(() => documentParts(text, isLaidOut), [text, isLaidOut]);
  const words = useMemo(() => matchedWordsInText(text, hit), [text, hit]);
  useScrolledToMark(frame, `${hit.passageId}/${hit.sentence.start}/${text.length}/${isLaidOut}`);
  return (
    <div ref={frame}>
      {parts.map((part) => (
        <Part key={part.start} part={part} text={text} sentence={hit.sentence} words={words} />
      ))}
    </div>
  );
}

interface PartProps {
  readonly part: DocumentPart;
  readonly text: string;
  readonly sentence: TextRange;
  readonly words: readonly TextRange[];
}

function Part({ part, text, sentence, words }: PartProps) {
  if (part.kind === 'markdown') {
    return (
      <div className="preview-chunk markdown">
        <MarkdownText text={text} region={part} sentence={sentence} words={words} />
      </div>
    );
  }
  const isInside = (range: TextRange) => range.end > part.start && range.start < part.end;
  const runs = markText(
    text.slice(part.start, part.end),
    isInside(sentence) ? shift(sentence, part.start) : null,
    words.filter(isInside).map((word) => shift(word, part.start)),
  );
  return (
    <div className="preview-chunk" data-matter={part.kind === 'matter' ? '' : undefined}>
      <MarkedPassage runs={runs} />
    </div>
  );
}
