import { fileURLToPath } from 'node:url';
import type { ProcessEntry } from '../base/port.ts';

/** A parser that needs more heap than this for one file is stopped by V8 rather than by the machine's OOM killer. */
const PARSER_HEAP_MB = 512;

interface ProcessProgram {
  readonly file: string;
  /** Options for Node itself. */
  readonly execArgv: readonly string[];
}

/** What runs in the engine's children, whoever starts them. */
export const PROCESS_PROGRAMS: Readonly<Record<ProcessEntry, ProcessProgram>> = {
  encoder: {
    file: fileURLToPath(new URL('../engine/processes/encoder.ts', import.meta.url)),
    execArgv: [],
  },
  parser: {
    file: fileURLToPath(new URL('../engine/processes/parser.ts', import.meta.url)),
    execArgv: [`--max-old-space-size=${PARSER_HEAP_MB}`],
  },
};
