#!/usr/bin/env node
import { endWithReader } from './closed-output.ts';
import { runProgram } from './program.ts';

endWithReader();
process.exitCode = await runProgram(process.argv.slice(2));
