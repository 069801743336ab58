import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import type { DeviceChoice, DeviceMeasurement } from '../../contracts/device.ts';
import { forkChild } from '../../host/child-process-port.ts';
import { EncoderClient } from '../encoder-client.ts';
import { DeviceEncoder } from './device-encoder.ts';
import { DeviceLadder } from './device-ladder.ts';
import {
  ON_SOFTWARE_GPU,
  PATIENT_LIMITS,
  SmallModel,
  whyNoSoftwareGpu,
  withEnvironment,
  withoutGpu,
  withSoftwareGpu,
} from './small-model.ts';

const FAULTY_ENCODER = fileURLToPath(new URL('../fixtures/faulty-encoder.ts', import.meta.url));
const spawn = () => forkChild(FAULTY_ENCODER, { name: 'encoder', execArgv: [], logger: silentLogger });

let model: SmallModel;
const open: Disposable[] = [];
beforeAll(async () => {
  model = await SmallModel.convert();
});
afterAll(() => model[Symbol.asyncDispose]());
afterEach(() => {
  for (const each of open.splice(0).reverse()) each[Symbol.dispose]();
});

async function encoderWith(
  choice: DeviceChoice,
  options: { startAfter?: number; tryAfter?: number } = {},
): Promise<DeviceEncoder> {
  const ladder = new DeviceLadder({
    ...{ model: await model.open(), derivedRoot: () => null, spawn, logger: silentLogger },
    limits: PATIENT_LIMITS,
  });
  const cpu = new EncoderClient(model.dir, spawn, silentLogger);
  const encoder = new DeviceEncoder({ cpu, ladder, choice, logger: silentLogger, ...options });
  open.push(encoder);
  return encoder;
}

const SENTENCES = ['The ferry was late.', 'Nobody said why.'];
const encode = (encoder: DeviceEncoder) => encoder.encode(SENTENCES, []);

describe('where there is no device', () => {
  it('the CPU encodes, whatever there is to do, and every device says why not', async () => {
    open.push(withoutGpu());
    const encoder = await encoderWith('auto', { startAfter: 1, tryAfter: 1 });
    await encode(encoder);
    await expect
      .poll(async () => (await encoder.status()).rungs.some(({ state }) => state === 'untested'))
      .toBe(false);
    expect((await encode(encoder)).windowsPerPassage).toEqual([]);
    expect(encoder.provider).toBe('cpu');
    const { indexing, queries, rungs } = await encoder.status();
    expect([indexing, queries]).toEqual(['cpu', 'cpu']);
    expect(rungs.map(({ provider }) => provider)).toEqual(['cuda', 'dml', 'coreml', 'webgpu', 'cpu']);
    for (const { provider, error } of rungs) {
      if (provider !== 'cpu') expect(error?.message).toMatch(/\w/);
    }
  });

  it('nothing is tried for a little work', async () => {
    const encoder = await encoderWith('auto');
    await encode(encoder);
    const able = (await encoder.status()).rungs.filter(({ state }) => state !== 'absent');
    expect(able.filter(({ provider }) => provider !== 'cpu').every(({ state }) => state === 'untested')).toBe(
      true,
    );
  });

  it('a device that is chosen by name is refused with its reason, and nothing changes', async () => {
    open.push(withoutGpu());
    const encoder = await encoderWith('cpu');
    await expect(encoder.choose('webgpu')).rejects.toMatchObject({
      code: expect.stringMatching(/^device\./),
      message: expect.stringContaining('WebGPU cannot be used'),
      nextStep: expect.stringMatching(/\w\.$/),
    });
    expect((await encoder.status()).choice).toBe('cpu');
  });

  it('a device that was chosen before fails the texts, never the queries', async () => {
    open.push(withoutGpu());
    const encoder = await encoderWith('webgpu');
    await expect(encode(encoder)).rejects.toMatchObject({ code: expect.stringMatching(/^device\./) });
    expect((await encoder.encodeQuery('late')).vector).toHaveLength(32);
  });
});

/** As if it had been measured on another machine; the CPU has 1,000 tokens per second. */
async function remember(encoder: DeviceEncoder, tokensPerSecond: number): Promise<void> {
  const measurement: DeviceMeasurement = {
    ...{ cosine: 1, tokensPerSecond, cpuTokensPerSecond: 1_000 },
    ...{ queryMs: 5_000 / tokensPerSecond, cpuQueryMs: 1, batchTokens: 512, startMs: 1 },
  };
  await encoder.ladder.remember('webgpu', measurement);
}

const missing = whyNoSoftwareGpu();
describe.skipIf(missing)(
  missing ? `with a device (skipped: ${missing})` : 'with a device',
  ON_SOFTWARE_GPU,
  () => {
    it('one that is known to be faster takes over when there is enough to do, and queries go with it', async () => {
      open.push(withSoftwareGpu());
      const encoder = await encoderWith('auto', { startAfter: 1 });
      await remember(encoder, 10_000);
      const expected = await encode(encoder);
      expect(encoder.provider).toBe('cpu');
      await expect.poll(async () => (await encoder.status()).queries).toBe('webgpu');
      const found = await encode(encoder);
      expect(encoder.provider).toBe('webgpu');
      expect(found.tokens).toBe(expected.tokens);
      expect(found.sentences.scales).toHaveLength(2);
      expect((await encoder.encodeQuery('late')).vector).toHaveLength(32);
    });

    it('one that crashes at work leads back to the CPU, and is not started again', async () => {
      open.push(withSoftwareGpu(), withEnvironment('SEMBLANCE_TEST_FAULT', 'encoding:abort'));
      const encoder = await encoderWith('auto', { startAfter: 1 });
      await remember(encoder, 10_000);
      await encode(encoder);
      await expect.poll(async () => (await encoder.status()).queries).toBe('webgpu');
      const results = await Promise.all([encode(encoder), encode(encoder)]);
      expect(results.map(({ sentences }) => sentences.scales.length)).toEqual([2, 2]);
      expect(encoder.provider).toBe('cpu');
      const { indexing, rungs } = await encoder.status();
      expect(indexing).toBe('cpu');
      expect(rungs.find(({ provider }) => provider === 'webgpu')).toMatchObject({
        state: 'refused',
        error: { code: 'device.crashed' },
      });
    });

    it('one that is chosen by name is used though it is slower', async () => {
      open.push(withSoftwareGpu());
      const encoder = await encoderWith('auto');
      await remember(encoder, 100);
      await encoder.choose('webgpu');
      const { vectors } = await encoder.encodeExactly(SENTENCES, 'passage');
      expect(encoder.provider).toBe('webgpu');
      expect(vectors).toHaveLength(64);
      expect(await encoder.status()).toMatchObject({ choice: 'webgpu', indexing: 'webgpu', queries: 'cpu' });
      await encoder.choose('cpu');
      await encode(encoder);
      expect(encoder.provider).toBe('cpu');
    });

    it('one that is chosen by name and crashes at work tells so', async () => {
      open.push(withSoftwareGpu(), withEnvironment('SEMBLANCE_TEST_FAULT', 'encoding:abort'));
      const encoder = await encoderWith('webgpu');
      await remember(encoder, 10_000);
      await expect(encode(encoder)).rejects.toMatchObject({ code: 'device.crashed' });
      await expect(encode(encoder)).rejects.toMatchObject({ code: 'device.crashed' });
    });
  },
);
