import { toErrorData } from '../../base/domain-error.ts';
import type { DeviceMeasurement, DeviceStatus, Rung } from '../../contracts/device.ts';
import type { Finding } from '../../contracts/library.ts';
import type { DeviceEncoder } from './device-encoder.ts';
import { providerName } from './rungs.ts';

const TEST_STEP =
  'semblance doctor --test-devices tries every device again, and so do the settings of the window.';

/** What encodes texts and why, and what is known of every other device. */
export async function deviceFindings(encoder: DeviceEncoder): Promise<Finding[]> {
  try {
    const status = await encoder.status();
    return [
      choiceFinding(status),
      ...status.rungs.filter(({ provider }) => provider !== 'cpu').map(rungFinding),
    ];
  } catch (error) {
    const { message, nextStep } = toErrorData(error);
    return [{ check: 'device', status: 'problem', message, nextStep }];
  }
}

function choiceFinding({ choice, indexing, rungs, onnxruntime }: DeviceStatus): Finding {
  const check = 'device';
  const chosen = rungs.find(({ provider }) => provider === choice);
  if (chosen && (chosen.state === 'refused' || chosen.state === 'absent')) {
    const message = `${chosen.name} is chosen and cannot be used: ${chosen.error?.message ?? ''}`;
    return { check, status: 'problem', message, nextStep: 'Choose another device, or automatic.' };
  }
  const how = choice === 'auto' ? 'chosen automatically' : 'chosen by you';
  const cpu = rungs.find(({ provider }) => provider === 'cpu')?.measurement;
  const speed = indexing === 'cpu' && cpu ? ` ${rate(cpu.tokensPerSecond)} tokens/s when last measured.` : '';
  const message = `Texts are encoded on ${providerName(indexing)}, ${how}; onnxruntime ${onnxruntime}.${speed}`;
  return { check, status: 'ok', message };
}

function rungFinding({ name, state, error, measurement }: Rung): Finding {
  const check = `device ${name}`;
  switch (state) {
    case 'usable':
      return { check, status: 'ok', message: `Right and faster than the CPU. ${figures(measurement!)}` };
    case 'slower':
      return { check, status: 'ok', message: `Right, but not worth it. ${figures(measurement!)}` };
    case 'untested':
      return { check, status: 'ok', message: `Not tried yet with this model. ${TEST_STEP}` };
    case 'absent':
      return { check, status: 'ok', message: `Not here: ${error!.message}` };
    case 'refused':
      return {
        check,
        status: 'warning',
        message: `Refused (${error!.code}): ${error!.message}`,
        nextStep: `${error!.nextStep} ${TEST_STEP}`,
      };
  }
}

function figures(measured: DeviceMeasurement): string {
  const { tokensPerSecond, cpuTokensPerSecond, cosine, queryMs, cpuQueryMs, batchTokens } = measured;
  return [
    `${rate(tokensPerSecond)} tokens/s, the CPU ${rate(cpuTokensPerSecond)};`,
    `a short text takes ${queryMs} ms, on the CPU ${cpuQueryMs} ms;`,
    `vectors agree to a cosine of ${cosine.toFixed(5)}; batches of ${batchTokens} tokens.`,
  ].join(' ');
}

function rate(tokensPerSecond: number): string {
  return Math.round(tokensPerSecond).toLocaleString('en');
}
