import { Command } from 'commander';
import type { Finding } from '../../app/contracts/library.ts';
import type { Engine } from '../../app/engine/engine.ts';
import { type CommonOptions, engineFor } from '../engine-access.ts';
import { printJson, printLine } from '../output/print.ts';
import { ProgressLine } from '../output/progress-line.ts';

interface DoctorOptions extends CommonOptions {
  readonly repair?: boolean;
  readonly testDevices?: boolean;
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
    .option('--test-devices', 'try every device again that could encode texts, and measure it')
    .action(async (options: DoctorOptions) => {
      await using engine = await engineFor(options, options.repair ? 'change' : 'read');
      if (options.testDevices) await testDevices(engine);
      const findings = await engine.doctor(options.repair === true);
      if (options.json) printJson({ findings });
      else for (const finding of findings) printFinding(finding);
      if (!findings.some((finding) => finding.status === 'problem')) return;
      process.exitCode = 1;
      if (!options.json && !options.repair) printLine('semblance doctor --repair mends what can be mended.');
    });
}

/** Whatever was known of them. */
async function testDevices(engine: Engine): Promise<void> {
  let step = '';
  using _progress = new ProgressLine(() => step);
  for await (const { provider, stage } of engine.testDevices(new AbortController().signal)) {
    if (provider !== null) step = `trying ${provider}: ${stage ?? 'done'}`;
  }
}

function printFinding({ check, status, message, nextStep }: Finding): void {
  printLine(`${MARK[status]}  ${check}: ${message}`);
  if (nextStep) printLine(`          ${nextStep}`);
}
