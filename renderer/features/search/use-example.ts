import { lastName } from '../../state/document-place.ts';
import type { HitPlace } from '../../state/result-list.ts';
import type { Example } from '../../state/search-session.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';

/** Turning the search towards a hit or away from it. */
export function useExample({ document, passage }: HitPlace) {
  const { search } = useServices();
  const { examples, mode } = useStore(search.state);
  const name = document.title ?? lastName(document.document);
  return {
    /** Words alone have no direction to turn. */
    isPossible: mode !== 'words',
    wanted: examples.find(({ passageId }) => passageId === passage.passageId)?.wanted ?? null,
    steer: (wanted: Example['wanted']) => search.steer({ passageId: passage.passageId, name, wanted }),
  };
}
