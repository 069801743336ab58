import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Missing } from '../../harness/bench-folder.ts';

const PROGRAM = fileURLToPath(new URL('./sentence_transformers_process.py', import.meta.url));
const HINT =
  'name a Python that has torch and sentence-transformers in SEMBLANCE_BENCH_PYTHON (pip install torch sentence-transformers)';

/** sentence-transformers on PyTorch in float32, in a Python process, on all cores. */
export class SentenceTransformers implements Disposable {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;

  private constructor(child: ChildProcessByStdio<Writable, Readable, null>, lines: Interface) {
    this.#child = child;
    this.#answers = lines[Symbol.asyncIterator]();
  }

  /** @throws Missing without a Python that has it. */
  static async open(packageDir: string): Promise<SentenceTransformers> {
    const python = process.env.SEMBLANCE_BENCH_PYTHON ?? 'python3';
    const child = spawn(python, [PROGRAM, packageDir, String(availableParallelism())], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    child.on('error', () => {});
    const opened = new SentenceTransformers(child, createInterface({ input: child.stdout }));
    await opened.#answer();
    return opened;
  }

  /** @returns seconds. */
  async encode(texts: readonly string[]): Promise<number> {
    this.#child.stdin.write(`${JSON.stringify(texts)}\n`);
    return (await this.#answer()).seconds!;
  }

  async #answer(): Promise<{ seconds?: number }> {
    const { value, done } = await this.#answers.next();
    if (done) throw new Missing(`sentence-transformers does not run: ${HINT}.`);
    return JSON.parse(value);
  }

  [Symbol.dispose](): void {
    this.#child.kill();
  }
}
