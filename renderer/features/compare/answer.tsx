import type { Comparison, LexicalOverlap } from '../../../app/contracts/compare.ts';
import type { CompareAnswer } from '../../state/compare-session.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import './answer.css';
import { caution, meaningAgainstWords, placeInLibrary, sharedWords, VERDICTS } from './answer-wording.ts';
import { formatChange, formatScore } from './figures.ts';
import { MeaningRuler, WordsRuler } from './rulers.tsx';

/** The one answer: how near, in a number, in a word, in the library, and beside the words alone. */
export function Answer({ answer }: { readonly answer: CompareAnswer }) {
  const { status } = useStore(useServices().library);
  const { chosen, own } = answer;
  const warning = caution(answer.a, answer.b, chosen);
  const { name, meaning } = VERDICTS[chosen.verdict];
  return (
    <section className="answer" aria-label="Answer">
      <div className="answer-main">
        <p className="answer-score">
          <span className="visually-hidden">Similarity </span>
          <output>{formatScore(chosen.cosine)}</output>
        </p>
        <div>
          <h2 className="answer-verdict">{name}</h2>
          <p>{meaning}</p>
          <p className="answer-place">{placeInLibrary(chosen, status?.sentences ?? 0)}</p>
          {!chosen.settings.own && <OwnScore chosen={chosen} own={own} />}
          {warning && <p className="answer-caution">{warning}</p>}
        </div>
      </div>
      <div className="answer-rulers">
        <MeaningRuler cosine={chosen.cosine} unrelated={chosen.unrelated} />
        <WordsRuler jaccard={chosen.overlap.jaccard} />
        <p className="answer-words">
          <strong>{meaningAgainstWords(chosen.verdict, chosen.overlap)}</strong> {sharedWords(chosen.overlap)}{' '}
          <SharedWords overlap={chosen.overlap} />
        </p>
      </div>
    </section>
  );
}

function OwnScore({ chosen, own }: { readonly chosen: Comparison; readonly own: Comparison }) {
  return (
    <p className="answer-own">
      As the model is made: <b>{formatScore(own.cosine)}</b>. These settings:{' '}
      <b>{formatChange(chosen.cosine - own.cosine)}</b>.
    </p>
  );
}

const MOST_WORDS = 12;

function SharedWords({ overlap: { shared } }: { readonly overlap: LexicalOverlap }) {
  if (shared.length === 0) return null;
  const more = shared.length - MOST_WORDS;
  return (
    <span className="answer-shared">
      {shared.slice(0, MOST_WORDS).join(' · ')}
      {more > 0 && ` and ${more} more`}
    </span>
  );
}
