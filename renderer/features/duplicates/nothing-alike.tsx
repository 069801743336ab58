import { LEAST_THRESHOLD } from '../../../app/contracts/duplicates.ts';
import { similarityFigure } from '../../../app/contracts/similarity-figure.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState, EmptyStateActions } from '../../components/empty-state.tsx';
import { type DuplicateAnswer, requestOf } from '../../state/duplicate-session.ts';
import { useServices } from '../../state/services.ts';
import { useFetched } from '../../state/use-fetched.ts';
import { counted } from '../../state/wording.ts';
import { formatThreshold, KIND_WORDING } from './duplicate-wording.ts';

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
            : `Nothing is alike at ${formatThreshold(threshold)}`
        }
      >
        {known && nearest === undefined && <p>No two {subject} are even remotely alike.</p>}
        {nearest !== undefined && (
          <p>
            The nearest {subject} are alike at {similarityFigure(nearest)}. Below 0.90, more and more groups
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
              onPress={() => choose({ threshold: atMost(nearest) })}
            >
              Show from {formatThreshold(atMost(nearest))}
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

/** The threshold in hundredths that a similarity still reaches. */
const atMost = (similarity: number) => Math.floor(similarity * 100 + 1e-6) / 100;
