import { useEffect } from 'react';
import { addressOf } from '../../state/view.ts';
import { isDialogOpen } from './use-search-shortcut.ts';

/** Ctrl/Cmd+comma shows the settings. */
export function useSettingsShortcut(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isAskedFor = event.key === ',' && event.ctrlKey !== event.metaKey && !event.altKey;
      if (!isAskedFor || isDialogOpen()) return;
      event.preventDefault();
      location.hash = addressOf('settings');
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
