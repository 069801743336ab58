import { Button } from '../../components/button.tsx';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import './connection-banner.css';

/** After this many failed attempts the engine has most likely been started anew, under another token. */
const ATTEMPTS_BEFORE_ADVICE = 4;

export function ConnectionBanner() {
  const { connection } = useServices();
  const state = useStore(connection.state);
  if (state.kind !== 'away') return <div role="status" />;
  return (
    <div className="connection-banner" role="status">
      <p>
        <strong>The engine is away.</strong> Reconnecting…
        {state.attempts >= ATTEMPTS_BEFORE_ADVICE &&
          ' If Semblance was started again, open the new address that it printed.'}
      </p>
      <Button kind="quiet" onPress={connection.retryNow}>
        Try now
      </Button>
    </div>
  );
}
