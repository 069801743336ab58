import { useEffect, useRef } from 'react';
import { MAX_QUERY_CHARACTERS } from '../../../app/contracts/search.ts';
import type { Side } from '../../state/compare-session.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { LibraryDrawer } from './library-drawer.tsx';
import './text-boxes.css';

const BOXES: readonly { side: Side; name: string; placeholder: string }[] = [
  { side: 'a', name: 'First text', placeholder: 'A sentence' },
  { side: 'b', name: 'Second text', placeholder: 'Another one' },
];

/** Characters from which on a text is set smaller: it is to be looked over, not to be read out. */
const LONG_TEXT = 160;

/** The two texts, and between them the way to change their places. */
export function TextBoxes() {
  const { compare } = useServices();
  const { a, b } = useStore(compare.state);
  return (
    <div className="text-boxes">
      {BOXES.map((box) => (
        <TextBox key={box.side} {...box} />
      ))}
      <button
        type="button"
        className="text-boxes-swap"
        aria-label="Swap the texts"
        title="Swap the texts"
        disabled={a === '' && b === ''}
        onClick={compare.swap}
      >
        ⇄
      </button>
    </div>
  );
}

function TextBox({ side, name, placeholder }: (typeof BOXES)[number]) {
  const { compare } = useServices();
  const { answer, ...state } = useStore(compare.state);
  const field = useRef<HTMLTextAreaElement>(null);
  const text = state[side];
  // The first box is where one begins, unless there is something to look at already.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the view opens
  useEffect(() => {
    if (side === 'a' && state.a === '') field.current?.focus();
  }, []);
  return (
    <div className="text-box" data-side={side}>
      <textarea
        ref={field}
        aria-label={name}
        dir="auto"
        placeholder={placeholder}
        rows={1}
        maxLength={MAX_QUERY_CHARACTERS}
        spellCheck={false}
        value={text}
        data-long={text.length > LONG_TEXT ? '' : undefined}
        onChange={(event) => compare.setText(side, event.target.value)}
      />
      <div className="text-box-foot">
        <LibraryDrawer side={side} text={text} />
        {answer?.chosen.truncated[side] && (
          <p className="text-box-cut">
            The model reads only the first {answer.chosen.tokens[side].length} tokens of this text.
          </p>
        )}
        {text !== '' && (
          <button
            type="button"
            className="text-box-clear"
            aria-label={`Clear the ${name.toLowerCase()}`}
            onClick={() => {
              compare.setText(side, '');
              field.current?.focus();
            }}
          >
            ×
          </button>
        )}
      </div>
    </div>
  );
}
