import { useMemo, useRef } from 'react';
import type { PassageHit } from '../../../app/contracts/search.ts';
import { MarkedPassage } from '../../components/marked-passage.tsx';
import { shift } from '../../state/excerpt.ts';
import { markText, type TextRange } from '../../state/marked-text.ts';
import { chunkText, matchedWordsInText, type TextChunk } from '../../state/preview-text.ts';
import { useScrolledToMark } from './use-scrolled-to-mark.ts';

interface PreviewTextProps {
  /** The whole document. */
  readonly text: string;
  readonly hit: PassageHit;
}

/** The text, scrolled to the sentence. Chunks out of sight are not laid out, so that long documents open at once. */
export function PreviewText({ text, hit }: PreviewTextProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chunks = useMemo(() => chunkText(text), [text]);
  const words = useMemo(() => matchedWordsInText(text, hit), [text, hit]);

  useScrolledToMark(frame, `${hit.passageId}/${hit.sentence.start}/${text.length}`);

  return (
    <div ref={frame}>
      {chunks.map((chunk) => (
        <Chunk key={chunk.start} chunk={chunk} sentence={hit.sentence} words={words} />
      ))}
    </div>
  );
}

interface ChunkProps {
  readonly chunk: TextChunk;
  readonly sentence: TextRange;
  readonly words: readonly TextRange[];
}

function Chunk({ chunk, sentence, words }: ChunkProps) {
  const end = chunk.start + chunk.text.length;
  const isInside = (range: TextRange) => range.end > chunk.start && range.start < end;
  const runs = markText(
    chunk.text,
    isInside(sentence) ? shift(sentence, chunk.start) : null,
    words.filter(isInside).map((word) => shift(word, chunk.start)),
  );
  return (
    <div className="preview-chunk">
      <MarkedPassage runs={runs} />
    </div>
  );
}
