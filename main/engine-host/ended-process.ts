import { once } from 'node:events';

interface EndingProcess extends NodeJS.EventEmitter {
  kill(): boolean;
}

/** Resolves when the process has ended; one that has not done so within the time is killed. */
export async function endedProcess(process: EndingProcess, limitMs: number): Promise<void> {
  const late = setTimeout(() => process.kill(), limitMs);
  await once(process, 'exit').finally(() => clearTimeout(late));
}
