interface EndingProcess {
  once(event: 'exit', listener: () => void): unknown;
  kill(): boolean;
}

/** Resolves when the process has ended; one that has not done so within the time is killed. */
export async function endedProcess(process: EndingProcess, limitMs: number): Promise<void> {
  const late = setTimeout(() => process.kill(), limitMs);
  await new Promise<void>((resolve) => process.once('exit', () => resolve()));
  clearTimeout(late);
}
