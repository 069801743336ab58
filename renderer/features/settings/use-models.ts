import { useState } from 'react';
import type { ErrorInfo, LibraryStatus } from '../../../app/contracts/library.ts';
import type { ModelsState } from '../../../app/contracts/models.ts';
import { useServices } from '../../state/services.ts';
import { useFetched } from '../../state/use-fetched.ts';

interface Models {
  /** Null until it is known. */
  readonly state: ModelsState | null;
  readonly error: ErrorInfo | null;
  /** Asks again: a model has come or gone. */
  renew(): void;
}

/** The models at hand, as they are now. */
export function useModels({ model, modelSwitch }: LibraryStatus): Models {
  const { connection } = useServices();
  const [renewals, setRenewals] = useState(0);
  const { id, exitLayer, dimensions } = model;
  const key = JSON.stringify([id, exitLayer, dimensions, modelSwitch?.to ?? null, renewals]);
  const fetched = useFetched(key, (signal) => connection.client.models.list(undefined, { signal }));
  const renew = () => setRenewals((count) => count + 1);
  switch (fetched.kind) {
    case 'ready':
      return { state: fetched.value, error: null, renew };
    case 'loading':
      return { state: fetched.previous, error: null, renew };
    case 'failed':
      return { state: null, error: fetched.error, renew };
  }
}
