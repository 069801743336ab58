import { useEffect, useState } from 'react';
import type { ErrorInfo } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/trouble.tsx';
import type { CompareAnswer } from '../../state/compare-session.ts';
import { saveFile } from '../../state/save-file.ts';
import { comparisonJson } from './comparison-json.ts';
import { comparisonPicture } from './comparison-picture.ts';
import { readPalette } from './palette.ts';
import { asPng, createMeasure } from './picture-files.ts';
import './take-away.css';

const REFUSED: ErrorInfo = {
  code: 'window.clipboard-refused',
  message: 'This window may not write to the clipboard',
  nextStep: 'Save the picture as a file instead, or allow the clipboard for this page.',
  retryable: true,
};

const FILE_NAME = 'comparison';

/** The comparison to use elsewhere; made in this window, without leaving the machine. */
export function TakeAway({ answer }: { readonly answer: CompareAnswer }) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said holds for the answer it was said of
  useEffect(() => setOutcome(null), [answer]);
  const picture = () => comparisonPicture(answer, readPalette(), createMeasure());
  const copy = (type: string, content: () => Promise<Blob>) => {
    setOutcome(null);
    const writing = Promise.resolve().then(() =>
      navigator.clipboard.write([new ClipboardItem({ [type]: content() })]),
    );
    writing.then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    );
  };
  return (
    <section className="take-away" aria-labelledby="take-away-title">
      <h2 id="take-away-title">Take it along</h2>
      <div className="take-away-actions">
        <Button
          onPress={() =>
            copy('text/plain', async () => new Blob([comparisonJson(answer)], { type: 'text/plain' }))
          }
        >
          Copy as JSON
        </Button>
        <Button onPress={() => copy('image/png', () => asPng(picture()))}>Copy picture</Button>
        <Button
          onPress={() => saveFile(`${FILE_NAME}.svg`, new Blob([picture().svg], { type: 'image/svg+xml' }))}
        >
          Save picture
        </Button>
      </div>
      <p className="compare-note" role="status">
        {outcome === 'copied' && 'Copied.'}
      </p>
      {outcome === 'refused' && <Trouble error={REFUSED} />}
    </section>
  );
}
