import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { MAX_QUERY_CHARACTERS } from '../../../app/contracts/search.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { SEARCH_KEYS } from '../shell/shortcuts.ts';
import { SEARCH_FIELD_ID } from '../shell/use-search-shortcut.ts';
import { focusFirstHit, openFirstHit } from './hit-focus.ts';
import { QueryMarks } from './query-marks.tsx';
import { SaveSearch } from './save-search.tsx';
import './search-field.css';
import { SUGGESTIONS_ID, SuggestionList, suggestionId } from './suggestion-list.tsx';
import { useCompletion } from './use-completion.ts';

export function SearchField() {
  const { search, keptSearches } = useServices();
  const wish = useStore(search.state);
  const { query } = wish;
  const field = useRef<HTMLInputElement>(null);
  const [isTyping, setTyping] = useState(false);
  const [scrolled, setScrolled] = useState(0);
  const { completion, active, ...completing } = useCompletion(field);
  useEffect(() => field.current?.focus(), []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (completing.onKey(event)) event.preventDefault();
    else if (event.key === 'Escape') search.setQuery('');
    else if (event.key === 'ArrowDown') focusFirstHit();
    else if (event.key === 'Enter' && !openFirstHit()) search.searchNow();
    else if (event.key === 's' && (event.ctrlKey || event.metaKey) && query.trim() !== '') {
      keptSearches.toggle(wish);
    } else return;
    event.preventDefault();
  };

  return (
    <div className="search-field">
      <div className="search-field-text">
        <QueryMarks query={query} isFinished={!isTyping} scrolled={scrolled} />
        <input
          ref={field}
          id={SEARCH_FIELD_ID}
          className="search-field-input"
          type="text"
          role="combobox"
          aria-expanded={completion !== null}
          aria-controls={SUGGESTIONS_ID}
          aria-autocomplete="list"
          aria-activedescendant={active === null ? undefined : suggestionId(active)}
          inputMode="search"
          enterKeyHint="search"
          aria-label="Search your documents"
          placeholder="Describe what you are looking for"
          maxLength={MAX_QUERY_CHARACTERS}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            search.setQuery(event.target.value);
            setTyping(true);
            completing.look();
          }}
          onScroll={({ currentTarget }) => setScrolled(currentTarget.scrollLeft)}
          onBlur={() => {
            setTyping(false);
            completing.close();
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {query === '' ? (
        <KeyCap>{SEARCH_KEYS}</KeyCap>
      ) : (
        <>
          <SaveSearch />
          <button
            type="button"
            className="search-field-button"
            aria-label="Clear the search"
            onClick={() => {
              search.setQuery('');
              field.current?.focus();
            }}
          >
            ×
          </button>
        </>
      )}
      {completion && <SuggestionList completion={completion} active={active} onTake={completing.take} />}
    </div>
  );
}
