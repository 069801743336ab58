import type { Completion } from '../../state/query-completion.ts';
import './suggestion-list.css';

export const SUGGESTIONS_ID = 'search-suggestions';
export const suggestionId = (index: number) => `${SUGGESTIONS_ID}-${index}`;

interface SuggestionListProps {
  readonly completion: Completion;
  readonly active: number | null;
  readonly onTake: (index: number) => void;
}

/** What could be typed next; the field keeps the focus. */
export function SuggestionList({ completion, active, onTake }: SuggestionListProps) {
  return (
    <div id={SUGGESTIONS_ID} className="suggestions" role="listbox" aria-label="Suggestions">
      {completion.suggestions.map(({ text, note }, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the active suggestion
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
        <div
          key={text}
          id={suggestionId(index)}
          className="suggestion"
          role="option"
          aria-selected={index === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(index)}
        >
          {text}
          {note && <span className="suggestion-note">{note}</span>}
        </div>
      ))}
    </div>
  );
}
