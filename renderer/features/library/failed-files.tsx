import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { useFetched } from '../../state/use-fetched.ts';
import { useStore } from '../../state/use-store.ts';
import { asSentence, counted } from '../../state/wording.ts';

/** Files that could not be read, each with its reason and what can be done. */
export function FailedFiles({ count }: { readonly count: number }) {
  const { connection, library } = useServices();
  const { revision } = useStore(library);
  const retry = useAction();
  const fetched = useFetched(`${count}/${revision}`, (signal) =>
    connection.client.library.failed(undefined, { signal }),
  );
  const files =
    fetched.kind === 'ready' ? fetched.value : fetched.kind === 'loading' ? fetched.previous : null;
  return (
    <section aria-labelledby="failed-title">
      <div className="library-section-head">
        <h2 id="failed-title">{counted(count, 'file')} could not be read</h2>
        <Button
          isDisabled={retry.isRunning}
          onPress={() => retry.run(() => connection.client.library.retryFailed())}
        >
          Try again
        </Button>
      </div>
      {retry.error && <Trouble error={retry.error} />}
      {fetched.kind === 'failed' && <Trouble error={fetched.error} />}
      <ul className="failed-list">
        {files?.map(({ path, error }) => (
          <li key={path}>
            <p className="failed-path">{path}</p>
            <p>
              {asSentence(error.message)} {asSentence(error.nextStep)}
            </p>
            <p className="failed-code">{error.code}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
