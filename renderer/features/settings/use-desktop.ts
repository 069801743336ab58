import { useEffect, useState } from 'react';
import type { DesktopChange, DesktopState } from '../../../app/contracts/shell-messages.ts';
import { useServices } from '../../state/services.ts';
import { type Action, useAction } from '../../state/use-action.ts';

interface Desktop {
  /** Null until it is known. */
  readonly state: DesktopState | null;
  readonly action: Action;
  change(change: DesktopChange): Promise<boolean>;
  openLibrary(dir: string | null): Promise<boolean>;
}

/** What of the app is the system's business; for the desktop app alone. */
export function useDesktop(): Desktop {
  const { desktop } = useServices();
  const [state, setState] = useState<DesktopState | null>(null);
  const action = useAction();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, and told with every change
  useEffect(() => {
    void action.run(async () => setState((await desktop?.desktop()) ?? null));
  }, [desktop]);
  return {
    state,
    action,
    change: (change) => action.run(async () => setState((await desktop?.changeDesktop(change)) ?? null)),
    openLibrary: (dir) => action.run(async () => desktop?.openLibrary(dir)),
  };
}
