import { type KeyboardEvent, useEffect, useRef } from 'react';
import { MAX_QUERY_CHARACTERS } from '../../../app/contracts/search.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { SEARCH_FIELD_ID } from '../shell/use-search-shortcut.ts';
import { focusFirstHit, openFirstHit } from './hit-focus.ts';
import './search-field.css';

const shortcut = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K';

export function SearchField() {
  const { search } = useServices();
  const { query } = useStore(search.state);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') search.setQuery('');
    else if (event.key === 'ArrowDown') focusFirstHit();
    else if (event.key === 'Enter' && !openFirstHit()) search.searchNow();
    else return;
    event.preventDefault();
  };

  return (
    <div className="search-field">
      <input
        ref={field}
        id={SEARCH_FIELD_ID}
        className="search-field-input"
        type="text"
        inputMode="search"
        enterKeyHint="search"
        aria-label="Search your documents"
        placeholder="Describe what you are looking for"
        maxLength={MAX_QUERY_CHARACTERS}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => search.setQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {query === '' ? (
        <KeyCap>{shortcut}</KeyCap>
      ) : (
        <button
          type="button"
          className="search-field-clear"
          aria-label="Clear the search"
          onClick={() => {
            search.setQuery('');
            field.current?.focus();
          }}
        >
          ×
        </button>
      )}
    </div>
  );
}
