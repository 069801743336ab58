import { useEffect } from 'react';
import { addressOf } from '../../state/view.ts';

export const SEARCH_FIELD_ID = 'search-field';

/** Puts the cursor into the search field, where it is shown, and selects what is in it. */
export function focusSearchField(): void {
  const field = document.getElementById(SEARCH_FIELD_ID);
  if (!(field instanceof HTMLInputElement)) return;
  field.focus();
  field.select();
}

/** Shows the search view, with the cursor in its field. */
export function goToSearchField(): void {
  if (document.getElementById(SEARCH_FIELD_ID)) focusSearchField();
  else {
    location.hash = addressOf('search');
    // The view has to appear first.
    requestAnimationFrame(focusSearchField);
  }
}

export function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"]') !== null;
}

/** Ctrl/Cmd+K anywhere, or `/` outside of text fields, goes to the search field and selects what is in it. */
export function useSearchShortcut(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isSearchShortcut(event) || isDialogOpen()) return;
      event.preventDefault();
      goToSearchField();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isSearchShortcut(event: KeyboardEvent): boolean {
  if (event.key.toLowerCase() === 'k')
    return event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey;
  return event.key === '/' && !event.ctrlKey && !event.metaKey && !isTextField(event.target);
}

export const isTextField = (target: EventTarget | null) =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
