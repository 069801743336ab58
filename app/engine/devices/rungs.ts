import { DomainError, type ErrorData, toErrorData } from '../../base/domain-error.ts';
import type { Accelerator, Provider } from '../../contracts/device.ts';
import type { RuntimeInfo } from './device-service.ts';

interface KnownRung {
  readonly provider: Accelerator;
  readonly name: string;
  /** Systems that the provider exists on. */
  readonly systems: readonly NodeJS.Platform[];
}

/** In the order in which they are tried. */
export const LADDER: readonly KnownRung[] = [
  { provider: 'cuda', name: 'CUDA', systems: ['linux', 'win32'] },
  { provider: 'dml', name: 'DirectML', systems: ['win32'] },
  { provider: 'coreml', name: 'CoreML', systems: ['darwin'] },
  { provider: 'webgpu', name: 'WebGPU', systems: ['linux', 'win32', 'darwin'] },
];

const SYSTEM_NAMES: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'Linux',
  win32: 'Windows',
  darwin: 'macOS',
};

export function providerName(provider: Provider): string {
  return LADDER.find((rung) => rung.provider === provider)?.name ?? 'CPU';
}

/** Why a provider cannot be had here at all; null where it can. */
export function whyAbsent(
  { provider, name, systems }: KnownRung,
  { version, backends }: RuntimeInfo,
  system: NodeJS.Platform = process.platform,
  processor: string = process.arch,
): ErrorData | null {
  if (!systems.includes(system)) {
    const where = systems.map((known) => SYSTEM_NAMES[known]).join(', ');
    return absent('device.other-system', `${name} exists on ${where} only.`);
  }
  if (backends.includes(provider)) return null;
  const here = `${SYSTEM_NAMES[system]} (${processor})`;
  return absent('device.not-built-in', `onnxruntime ${version} comes without ${name} on ${here}.`);
}

function absent(code: string, message: string): ErrorData {
  return toErrorData(new DomainError(code, { message, nextStep: 'Choose another device, or automatic.' }));
}
