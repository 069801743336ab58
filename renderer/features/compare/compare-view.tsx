import { useEffect } from 'react';
import { Button } from '../../components/button.tsx';
import { ProgressLine } from '../../components/progress-line.tsx';
import { Trouble } from '../../components/trouble.tsx';
import type { CompareAnswer } from '../../state/compare-session.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { Answer } from './answer.tsx';
import { BackwardPanel } from './backward-panel.tsx';
import './compare-view.css';
import { LayerCurve } from './layer-curve.tsx';
import { ModelSettings } from './model-settings.tsx';
import { History, Start } from './start.tsx';
import { TakeAway } from './take-away.tsx';
import { TextBoxes } from './text-boxes.tsx';
import { TokenMap } from './token-map.tsx';
import { TokenTexts } from './token-texts.tsx';
import { usePair } from './use-pair.ts';

/** Two texts and everything the model can tell about how they are alike. */
export function CompareView() {
  useLiveSession();
  return (
    <div className="compare-view">
      <div className="compare-page">
        <h1 className="visually-hidden">Compare</h1>
        <TextBoxes />
        <SlowComparison />
        <CompareBody />
      </div>
    </div>
  );
}

/** Follows the model of the library, and tries again when a lost engine is back. */
function useLiveSession() {
  const { compare, connection, library } = useServices();
  const model = useStore(library).status?.model.id;
  const isOpen = useStore(connection.state).kind === 'open';
  useEffect(() => {
    if (!isOpen || model === undefined) return;
    compare.followModel(model);
    if (compare.state.get().phase === 'failed') compare.compareNow();
  }, [compare, model, isOpen]);
}

function CompareBody() {
  const { compare } = useServices();
  const { answer, error } = useStore(compare.state);
  if (error) {
    return (
      <Trouble error={error}>
        <Button onPress={compare.compareNow}>Try again</Button>
      </Trouble>
    );
  }
  if (!answer) return <Start />;
  return (
    <>
      <Result answer={answer} />
      <History />
    </>
  );
}

function Result({ answer }: { readonly answer: CompareAnswer }) {
  const sight = usePair(answer.chosen);
  const { notes } = answer.chosen;
  return (
    <div className="compare-result">
      <div className="compare-main">
        <Answer answer={answer} />
        <TokenTexts answer={answer} sight={sight} />
        <TokenMap answer={answer} sight={sight} />
        {notes.length > 0 && (
          <ul className="compare-notes" aria-label="What cannot be shown">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </div>
      <div className="compare-side">
        <section aria-labelledby="settings-title">
          <h2 id="settings-title">How the model reads</h2>
          <LayerCurve chosen={answer.chosen} own={answer.own} />
          <ModelSettings />
        </section>
        <BackwardPanel answer={answer} />
        <TakeAway answer={answer} />
      </div>
    </div>
  );
}

/** Nothing for an answer at once; a moving line for one that takes time. */
function SlowComparison() {
  const { slow } = useStore(useServices().compare.state);
  return <div className="compare-slow">{slow && <ProgressLine label="Comparing" share={null} />}</div>;
}
