import type { CompareChoices, CompareRequest, Comparison } from '../../app/contracts/compare.ts';
import type { ErrorInfo } from '../../app/contracts/library.ts';
import { toErrorInfo } from '../client/failure.ts';
import {
  type CompareChoice,
  compareRequest,
  OWN_CHOICE,
  otherDirection,
  withChosen,
} from './compare-choice.ts';
import { SLOW_AFTER_MS, TYPING_PAUSE_MS } from './search-session.ts';
import { createStore, type Store } from './store.ts';

/** The first text or the second. */
export type Side = 'a' | 'b';

/** Two texts compared; all of one moment, so that no part contradicts another. */
export interface CompareAnswer {
  readonly a: string;
  readonly b: string;
  /** As the settings say. */
  readonly chosen: Comparison;
  /** As the model is made. */
  readonly own: Comparison;
  /** As chosen, but for the direction of reading: see `otherDirection`. */
  readonly contrast: Comparison | null;
}

export interface CompareState {
  readonly a: string;
  readonly b: string;
  readonly choice: CompareChoice;
  /** What the model lets be chosen; null until the engine has told. */
  readonly choices: CompareChoices | null;
  readonly phase: 'idle' | 'comparing' | 'answered' | 'failed';
  /** True once the present comparison has taken longer than people call instant. */
  readonly slow: boolean;
  /** The last answer; it stays in view while the next one is on its way. */
  readonly answer: CompareAnswer | null;
  readonly error: ErrorInfo | null;
}

export interface CompareEngine {
  choices(): Promise<CompareChoices>;
  compare(request: CompareRequest, signal: AbortSignal): Promise<Comparison>;
}

/** Compare as you type: waits for a pause, cancels what is out of date, and never shows an old answer to new texts. */
export interface CompareSession extends Disposable {
  readonly state: Store<CompareState>;
  setText(side: Side, text: string): void;
  /** Two texts at once: an example, or one of the history. */
  setTexts(a: string, b: string): void;
  swap(): void;
  choose(change: Partial<CompareChoice>): void;
  chooseOwn(): void;
  compareNow(): void;
  /** Learns what may be chosen with this model; with another one than before, choices are forgotten. */
  followModel(modelId: string): void;
}

export function createCompareSession(engine: CompareEngine): CompareSession {
  const state = createStore<CompareState>({
    a: '',
    b: '',
    choice: OWN_CHOICE,
    choices: null,
    phase: 'idle',
    slow: false,
    answer: null,
    error: null,
  });
  let pause: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | null = null;
  let model: string | null = null;

  const stop = () => {
    clearTimeout(pause);
    running?.abort();
    running = null;
  };

  const knownChoices = async () => {
    const asked = model;
    const choices = state.get().choices ?? (await engine.choices());
    if (asked === model) state.update({ choices });
    return choices;
  };

  const compare = async () => {
    stop();
    const { a, b } = state.get();
    if (isBlank(a) || isBlank(b)) return;
    const controller = new AbortController();
    running = controller;
    state.update({ phase: 'comparing', slow: false });
    const slowTimer = setTimeout(() => state.update({ slow: true }), SLOW_AFTER_MS);
    controller.signal.addEventListener('abort', () => clearTimeout(slowTimer));
    try {
      const choices = await knownChoices();
      const answer = await askThreefold(engine, { ...state.get(), a, b }, choices, controller.signal);
      if (running === controller) state.update({ phase: 'answered', slow: false, answer, error: null });
    } catch (thrown) {
      if (running === controller) state.update({ phase: 'failed', slow: false, error: toErrorInfo(thrown) });
    } finally {
      clearTimeout(slowTimer);
    }
  };

  const take = (change: Partial<Pick<CompareState, Side>>, wait: number) => {
    stop();
    const { a, b } = { ...state.get(), ...change };
    if (isBlank(a) || isBlank(b)) {
      state.update({ a, b, phase: 'idle', slow: false, answer: null, error: null });
      return;
    }
    state.update({ a, b, phase: 'comparing', slow: false });
    pause = setTimeout(compare, wait);
  };

  return {
    state,
    setText: (side, text) => take({ [side]: text }, TYPING_PAUSE_MS),
    setTexts: (a, b) => take({ a, b }, 0),
    swap() {
      const { a, b } = state.get();
      take({ a: b, b: a }, 0);
    },
    choose(change) {
      const { choice, choices } = state.get();
      if (!choices) return;
      state.update({ choice: withChosen(choice, change, choices) });
      void compare();
    },
    chooseOwn() {
      state.update({ choice: OWN_CHOICE });
      void compare();
    },
    compareNow: () => void compare(),
    followModel(modelId) {
      if (modelId === model && state.get().choices) return;
      const isOther = model !== null && modelId !== model;
      model = modelId;
      if (isOther) {
        state.update({ choices: null, choice: OWN_CHOICE });
        void compare();
      }
      // Whoever compares next asks again and shows what is wrong.
      knownChoices().catch(() => {});
    },
    [Symbol.dispose]: stop,
  };
}

const isBlank = (text: string) => text.trim() === '';

async function askThreefold(
  engine: CompareEngine,
  { a, b, choice }: Pick<CompareState, 'a' | 'b' | 'choice'>,
  choices: CompareChoices,
  signal: AbortSignal,
): Promise<CompareAnswer> {
  const ask = (wanted: CompareChoice) => engine.compare(compareRequest(a, b, wanted), signal);
  const other = otherDirection(choice, choices);
  const [chosen, contrast] = await Promise.all([ask(choice), other && ask(other)]);
  const own = [chosen, contrast].find((comparison) => comparison?.settings.own) ?? (await ask(OWN_CHOICE));
  return { a, b, chosen, own, contrast };
}
