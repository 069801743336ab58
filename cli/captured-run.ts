import { runProgram } from './program.ts';

/** What a shell sees of a run. */
export interface CapturedRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in this process, for tests of many command lines; its children are real. One run at a time. */
export async function capturedRun(args: readonly string[]): Promise<CapturedRun> {
  const output = { stdout: '', stderr: '' };
  using _stdout = captured(process.stdout, (text) => {
    output.stdout += text;
  });
  using _stderr = captured(process.stderr, (text) => {
    output.stderr += text;
  });
  const status = await runProgram(args);
  process.exitCode = undefined;
  return { status, ...output };
}

function captured(stream: NodeJS.WriteStream, take: (text: string) => void): Disposable {
  const { write } = stream;
  stream.write = (chunk: unknown) => {
    take(String(chunk));
    return true;
  };
  return {
    [Symbol.dispose]() {
      stream.write = write;
    },
  };
}
