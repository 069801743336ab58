import type { ErrorInfo } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/trouble.tsx';

/** In place of every view: the library could not be opened. A window that is loaded again tries it anew. */
export function LibraryTrouble({ error }: { readonly error: ErrorInfo }) {
  return (
    <div className="crash-guard">
      <h1 className="visually-hidden">The library cannot be opened</h1>
      <Trouble error={error}>
        <Button onPress={() => location.reload()}>Try again</Button>
      </Trouble>
    </div>
  );
}
