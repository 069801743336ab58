import { type KeyboardEvent, type SyntheticEvent, useId, useMemo, useState } from 'react';
import type { ComparedToken } from '../../../app/contracts/compare.ts';
import { formatScore } from './figures.ts';
import './token-text.css';
import { tokenNames } from './token-names.ts';
import { shareOf, type TokenRun, tokenRuns } from './token-runs.ts';

interface TokenTextProps {
  readonly name: string;
  readonly text: string;
  readonly tokens: readonly ComparedToken[];
  /** What each token adds; null where that is not known. */
  readonly contributions: readonly number[] | null;
  /** The largest contribution of either text, for the strength of the colours. */
  readonly largest: number;
  readonly pointed: number | null;
  readonly onPoint: (token: number | null) => void;
}

/** A text of which each token carries what it adds; one stop for the keyboard, arrow keys move between tokens. */
export function TokenText(props: TokenTextProps) {
  const { name, text, tokens, contributions, largest, pointed, onPoint } = props;
  const id = useId();
  const [hasFocus, setFocus] = useState(false);
  const { runs, unplaced } = useMemo(() => tokenRuns(text, tokens), [text, tokens]);
  const names = useMemo(() => tokenNames(tokens), [tokens]);
  const stops = useMemo(
    () => [...runs.flatMap((run) => run.tokens.slice(0, 1)), ...unplaced],
    [runs, unplaced],
  );
  const current = runs.find((run) => pointed !== null && run.tokens.includes(pointed))?.tokens[0] ?? pointed;

  const onKeyDown = (event: KeyboardEvent) => {
    const at = current === null ? -1 : stops.indexOf(current);
    const next = stopAfterKey(event.key, at, stops.length);
    if (next === null) return;
    event.preventDefault();
    onPoint(stops[next] ?? null);
  };
  const token = (run: TokenRun) => (
    <Token
      key={run.tokens[0]}
      id={`${id}-${run.tokens[0]}`}
      run={run}
      share={contributions && shareOf(run.tokens, contributions)}
      largest={largest}
      isPointed={current !== null && run.tokens.includes(current)}
    />
  );

  return (
    <div
      className="token-text"
      dir="auto"
      role="listbox"
      tabIndex={0}
      aria-label={name}
      aria-activedescendant={hasFocus && current !== null ? `${id}-${current}` : undefined}
      onFocus={() => {
        setFocus(true);
        if (current === null) onPoint(stops[0] ?? null);
      }}
      onBlur={() => {
        setFocus(false);
        onPoint(null);
      }}
      onKeyDown={onKeyDown}
      onMouseOver={(event) => onPoint(tokenOf(event))}
      onMouseLeave={() => onPoint(null)}
    >
      {runs.map((run) => (run.tokens.length === 0 ? run.text : token(run)))}
      {unplaced.length > 0 && (
        <span className="token-unplaced">
          {unplaced.map((index) => token({ text: names[index]!.short, tokens: [index] }))}
        </span>
      )}
    </div>
  );
}

interface TokenProps {
  readonly id: string;
  readonly run: TokenRun;
  readonly share: number | null;
  readonly largest: number;
  readonly isPointed: boolean;
}

function Token({ id, run, share, largest, isPointed }: TokenProps) {
  const sign = share === null ? undefined : share < 0 ? 'less' : 'more';
  const strength = share === null || largest === 0 ? 0 : Math.abs(share) / largest;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the text has the focus and names its token
    <span
      id={id}
      className="token-run"
      role="option"
      aria-selected={isPointed}
      aria-label={share === null ? run.text : `${run.text} ${formatScore(share)}`}
      data-token={run.tokens[0]}
      data-sign={sign}
      style={{ '--strength': Math.min(strength, 1) } as React.CSSProperties}
    >
      {run.text}
    </span>
  );
}

function tokenOf({ target }: SyntheticEvent): number | null {
  const token = target instanceof Element ? target.closest<HTMLElement>('[data-token]') : null;
  return token ? Number(token.dataset.token) : null;
}

function stopAfterKey(key: string, at: number, count: number): number | null {
  if (key === 'ArrowRight' || key === 'ArrowDown') return Math.min(at + 1, count - 1);
  if (key === 'ArrowLeft' || key === 'ArrowUp') return Math.max(at - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}
