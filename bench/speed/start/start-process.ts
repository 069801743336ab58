// Entry of a process that starts as the engine of a window does, answers one query, and then waits to be asked more.
import { SearchRequest } from '../../../app/contracts/search.ts';
import { openLibrary } from '../../library/prepared-library.ts';
import { settled } from '../../library/settled-engine.ts';

/** What the process tells: that it answered, and with how many hits; then that it has settled. */
export type StartMessage =
  | { readonly kind: 'answered'; readonly hits: number }
  | { readonly kind: 'settled'; readonly vectorStage: string };

const [libraryDir, query, minutes] = process.argv.slice(2) as [string, string, string];
const engine = await openLibrary(libraryDir, { resident: true });
const { hits } = await engine.search(SearchRequest.parse({ query }));
tell({ kind: 'answered', hits: hits.length });
const { vectorStage } = await settled(engine, Number(minutes));
tell({ kind: 'settled', vectorStage });

function tell(message: StartMessage): void {
  process.send!(message);
}
