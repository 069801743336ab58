import { LEAST_THRESHOLD } from '../../../app/contracts/duplicates.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState, EmptyStateActions } from '../../components/empty-state.tsx';
import { type DuplicateAnswer, requestOf } from '../../state/duplicate-session.ts';
import { useServices } from '../../state/services.ts';
import { useFetched } from '../../state/use-fetched.ts';
import { counted } from '../../state/wording.ts';
import { formatSimilarity, KIND_WORDING } from './duplicate-wording.ts';

/** No group at this threshold, scope and kind; what lies nearest, and the way there. */
export function NothingAlike({ answer }: { readonly answer: DuplicateAnswer }) {
  const { connection, duplicates } = useServices();
  const { choose } = duplicates.session;
  const { kind, scope, threshold } = answer.choice;
  const fetched = useFetched(JSON.stringify([kind, scope, answer.pending, answer.ignored]), (signal) =>
    connection.client.duplicates.groups(requestOf({ kind, scope, threshold: LEAST_THRESHOLD }, 0, 1), {
      signal,
    }),
  );
  const known = fetched.kind === 'ready' ? fetched.value : null;
  const nearest = known?.groups[0]?.similarity;
  const subject = kind ? `${KIND_WORDING[kind].name.toLowerCase()} passages` : 'passages';
  return (
    <div role="status">
      <EmptyState
        title={
          known && nearest === undefined
            ? 'Nothing here repeats itself'
            : `Nothing is alike at ${formatSimilarity(threshold)}`
        }
      >
        {known && nearest === undefined && <p>No two {subject} are even remotely alike.</p>}
        {nearest !== undefined && (
          <p>
            The nearest {subject} are alike at {formatSimilarity(nearest)}. Below 0.90, more and more groups
            only share their topic.
          </p>
        )}
        {answer.tooShort > 0 && (
          <p>{counted(answer.tooShort, 'passage')} of a few words only, such as headings, are left out.</p>
        )}
        <EmptyStateActions>
          {kind !== null && (
            <Button kind="primary" onPress={() => choose({ kind: null })}>
              All kinds
            </Button>
          )}
          {nearest !== undefined && nearest < threshold && (
            <Button
              kind={kind === null ? 'primary' : 'plain'}
              onPress={() => choose({ threshold: Math.floor(nearest * 100) / 100 })}
            >
              Show from {formatSimilarity(nearest)}
            </Button>
          )}
          {scope.within !== 'library' && (
            <Button onPress={() => choose({ scope: { within: 'library' } })}>The whole library</Button>
          )}
        </EmptyStateActions>
      </EmptyState>
    </div>
  );
}
