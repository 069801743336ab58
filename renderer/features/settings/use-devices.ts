import { useEffect, useRef, useState } from 'react';
import type { DeviceChoice, DeviceProgress, DeviceStatus, Provider } from '../../../app/contracts/device.ts';
import type { ErrorInfo, LibraryStatus } from '../../../app/contracts/library.ts';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { useFetched } from '../../state/use-fetched.ts';

type Testable = Exclude<Provider, 'cpu'>;

interface Devices {
  /** Null until it is known. */
  readonly status: DeviceStatus | null;
  /** Why it is not known, or why the last choice or test came to nothing. */
  readonly error: ErrorInfo | null;
  /** The step of a test under way. */
  readonly testing: Pick<DeviceProgress, 'provider' | 'stage'> | null;
  /** The device that is being chosen, which may have to be tried first. */
  readonly choosing: DeviceChoice | null;
  choose(choice: DeviceChoice): void;
  /** Tries one device again; left out, all that this system could have. */
  test(provider?: Testable): void;
}

/** What can encode texts on this machine, kept as it is. */
export function useDevices({ model }: LibraryStatus): Devices {
  const { client } = useServices().connection;
  const [told, setTold] = useState<DeviceStatus | null>(null);
  const [testing, setTesting] = useState<Devices['testing']>(null);
  const [choosing, setChoosing] = useState<DeviceChoice | null>(null);
  const choice = useAction();
  const test = useAction();
  const leaving = useRef(new AbortController());
  useEffect(() => {
    leaving.current = new AbortController();
    return () => leaving.current.abort();
  }, []);
  const fetched = useFetched(
    `${model.id}/${model.provider}/${choice.isRunning}/${test.isRunning}`,
    (signal) => client.device.status(undefined, { signal }),
  );
  const fetchedStatus =
    fetched.kind === 'ready' ? fetched.value : fetched.kind === 'loading' ? fetched.previous : null;

  const follow = async (provider: Testable | undefined) => {
    const { signal } = leaving.current;
    const steps = await client.device.test(provider && { provider }, { signal });
    for await (const { status, ...step } of steps) {
      setTold(status);
      setTesting(step);
    }
  };
  return {
    status: testing ? (told ?? fetchedStatus) : fetchedStatus,
    error: (fetched.kind === 'failed' ? fetched.error : null) ?? choice.error ?? test.error,
    testing,
    choosing,
    async choose(chosen) {
      setChoosing(chosen);
      await choice.run(() => client.device.choose({ choice: chosen }));
      setChoosing(null);
    },
    async test(provider) {
      setTesting({ provider: provider ?? null, stage: null });
      await test.run(() => follow(provider));
      setTesting(null);
    },
  };
}
