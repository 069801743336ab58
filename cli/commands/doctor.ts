import { Command } from 'commander';
import type { Finding } from '../../app/contracts/library.ts';
import { type CommonOptions, engineFor } from '../engine-access.ts';
import { printJson, printLine } from '../output/print.ts';

interface DoctorOptions extends CommonOptions {
  readonly repair?: boolean;
}

const MARK: Record<Finding['status'], string> = {
  ok: 'ok      ',
  warning: 'warning ',
  problem: 'PROBLEM ',
  repaired: 'repaired',
};

/** `semblance doctor [--repair]`: examines a library; exit code 1 when a problem is left. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('examine a library, and mend it')
    .option('--repair', 'mend what can be mended')
    .action(async (options: DoctorOptions) => {
      await using engine = await engineFor(options, options.repair ? 'change' : 'read');
      const findings = await engine.doctor(options.repair === true);
      if (options.json) printJson({ findings });
      else for (const finding of findings) printFinding(finding);
      if (!findings.some((finding) => finding.status === 'problem')) return;
      process.exitCode = 1;
      if (!options.json && !options.repair) printLine('semblance doctor --repair mends what can be mended.');
    });
}

function printFinding({ check, status, message, nextStep }: Finding): void {
  printLine(`${MARK[status]}  ${check}: ${message}`);
  if (nextStep) printLine(`          ${nextStep}`);
}
