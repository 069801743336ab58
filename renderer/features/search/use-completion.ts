import { type KeyboardEvent, type RefObject, useState } from 'react';
import { lastName } from '../../state/document-place.ts';
import {
  type Completion,
  completeOperator,
  completeValue,
  type KnownValues,
} from '../../state/query-completion.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';

interface CompletionState {
  readonly completion: Completion | null;
  /** The suggestion that Enter takes; null where one only goes on typing. */
  readonly active: number | null;
  /** Looks at what stands before the cursor. */
  look(): void;
  close(): void;
  take(suggestion: number): void;
  /** @returns true when the key was meant for the suggestions. */
  onKey(event: KeyboardEvent): boolean;
}

/** Completes operators in the search field: their values as they are typed, their names on demand. */
export function useCompletion(field: RefObject<HTMLInputElement | null>): CompletionState {
  const { search } = useServices();
  const known = useKnownValues();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [moved, setActive] = useState<number | null>(null);
  // Worked out anew as answers bring more values to know.
  const completion = asked && completionFor(asked, known);
  const active = moved !== null && completion?.suggestions[moved] ? moved : null;
  const show = (next: Asked | null) => {
    setAsked(next);
    setActive(null);
  };
  const beforeCursor = () => {
    const { value, selectionStart } = field.current ?? { value: '', selectionStart: 0 };
    return value.slice(0, selectionStart ?? value.length);
  };
  const look = () => show({ text: beforeCursor(), namesToo: false });
  const take = (index: number) => {
    const text = completion?.suggestions[index]?.text;
    if (!completion || !field.current || text === undefined) return;
    const after = field.current.value.slice(beforeCursor().length);
    const taken = text.endsWith(':') ? text : `${text} `;
    const query = field.current.value.slice(0, completion.start) + taken + after.trimStart();
    search.setQuery(query);
    const cursor = completion.start + taken.length;
    requestAnimationFrame(() => {
      field.current?.setSelectionRange(cursor, cursor);
      look();
    });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === ' ' && (event.ctrlKey || event.metaKey)) {
      show({ text: beforeCursor(), namesToo: true });
      return true;
    }
    if (!completion) return false;
    const count = completion.suggestions.length;
    if (event.key === 'ArrowDown') setActive(active === null ? 0 : (active + 1) % count);
    else if (event.key === 'ArrowUp') setActive(active === null ? count - 1 : (active + count - 1) % count);
    else if (event.key === 'Escape') show(null);
    else if (event.key === 'Tab' && !event.shiftKey) take(active ?? 0);
    else if (event.key === 'Enter' && active !== null) take(active);
    else return false;
    return true;
  };
  return { completion, active, look, close: () => show(null), take, onKey };
}

/** What stood before the cursor when somebody looked there, and whether names of operators are wanted as well. */
interface Asked {
  readonly text: string;
  readonly namesToo: boolean;
}

function completionFor({ text, namesToo }: Asked, known: KnownValues): Completion | null {
  return completeValue(text, known) ?? (namesToo ? completeOperator(text) : null);
}

function useKnownValues(): KnownValues {
  const { library, search } = useServices();
  const { status } = useStore(library);
  const { response } = useStore(search.state);
  return {
    folders: (status?.sources ?? []).map(({ path }) => lastName(path)),
    tags: (response?.facets?.tags ?? []).map(({ value }) => value),
    today: new Date(),
  };
}
