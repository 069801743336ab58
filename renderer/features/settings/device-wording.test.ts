import { describe, expect, it } from 'vitest';
import type { DeviceStatus, Rung } from '../../../app/contracts/device.ts';
import { inUseInWords, measuredInWords } from './device-wording.ts';

const rung = (part: Partial<Rung>): Rung => ({
  ...{ provider: 'cpu', name: 'CPU', state: 'usable', error: null, measurement: null, testedAt: null },
  ...part,
});
const STATUS: DeviceStatus = {
  ...{
    choice: 'auto',
    indexing: 'cpu',
    queries: 'cpu',
    onnxruntime: '1.30.0',
    model: { id: 'm', name: 'M' },
  },
  rungs: [rung({ provider: 'webgpu', name: 'WebGPU' }), rung({})],
};

describe('what is told of devices', () => {
  it('names what encodes documents and what encodes searches', () => {
    expect(inUseInWords(STATUS)).toBe('Documents and searches are encoded on the CPU now.');
    expect(inUseInWords({ ...STATUS, indexing: 'webgpu' })).toBe(
      'Documents are encoded on WebGPU now, and searches on the CPU, which is faster for one short text.',
    );
  });

  it('gives speeds beside those of the CPU, and an agreement that is never shown as more than it is', () => {
    const measurement = {
      ...{ cosine: 0.99999997, tokensPerSecond: 12_345.6, cpuTokensPerSecond: 3_210 },
      ...{ queryMs: 31.4, cpuQueryMs: 1.23, batchTokens: 4_096, startMs: 900 },
    };
    expect(measuredInWords(rung({ measurement }))).toEqual([
      '12,346 tokens per second, one short text in 31 ms',
    ]);
    expect(measuredInWords(rung({ provider: 'webgpu', measurement }))).toEqual([
      '12,346 tokens per second; the CPU 3,210 on the same texts',
      'One short text in 31 ms; the CPU in 1.2 ms',
      'Agreement with the CPU: 0.999999 (1 is the same; 0.995 is the least that is accepted)',
    ]);
    expect(measuredInWords(rung({}))).toEqual([]);
  });
});
