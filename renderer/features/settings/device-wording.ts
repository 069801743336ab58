import type { DeviceStage, DeviceStatus, Provider, Rung, RungState } from '../../../app/contracts/device.ts';
import { formatCount } from '../../state/wording.ts';

/** What is known of a device, in a few words. */
export const STATE_WORDS: Record<RungState, string> = {
  usable: 'Right, and faster than the CPU',
  slower: 'Right, but no faster than the CPU',
  refused: 'Tried, and cannot be used',
  absent: 'Not on this machine',
  untested: 'Not tried yet with this model',
};

/** What a test is doing. */
export const STAGE_WORDS: Record<DeviceStage, string> = {
  preparing: 'making the model ready for it',
  opening: 'opening the model on it',
  checking: 'comparing its results with those of the CPU',
  measuring: 'measuring its speed',
};

/** The name of a provider as people call it. */
export function deviceName({ rungs }: DeviceStatus, provider: Provider): string {
  return rungs.find((rung) => rung.provider === provider)?.name ?? provider;
}

/** What encodes now, in a sentence. */
export function inUseInWords(status: DeviceStatus): string {
  const { indexing, queries } = status;
  const on = (provider: Provider) => (provider === 'cpu' ? 'the CPU' : deviceName(status, provider));
  if (indexing === queries) return `Documents and searches are encoded on ${on(indexing)} now.`;
  return `Documents are encoded on ${on(indexing)} now, and searches on ${on(queries)}, which is faster for one short text.`;
}

/** What was measured of a device, line by line; none where nothing was. */
export function measuredInWords({ provider, measurement }: Rung): string[] {
  if (!measurement) return [];
  const { tokensPerSecond, cpuTokensPerSecond, cosine, queryMs, cpuQueryMs } = measurement;
  if (provider === 'cpu') {
    return [`${formatCount(tokensPerSecond)} tokens per second, one short text in ${formatMs(queryMs)}`];
  }
  return [
    `${formatCount(tokensPerSecond)} tokens per second; the CPU ${formatCount(cpuTokensPerSecond)} on the same texts`,
    `One short text in ${formatMs(queryMs)}; the CPU in ${formatMs(cpuQueryMs)}`,
    `Agreement with the CPU: ${formatAgreement(cosine)} (1 is the same; 0.995 is the least that is accepted)`,
  ];
}

function formatMs(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${formatCount(ms)} ms`;
}

/** Cut and not rounded, so that it never says 1 where something differs. */
function formatAgreement(cosine: number): string {
  return (Math.trunc(cosine * 1e6) / 1e6).toFixed(6);
}
