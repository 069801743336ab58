import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import type { Accelerator, DeviceStage } from '../../contracts/device.ts';
import { fixtureDir, PackageCopy } from '../../embedding/fixture-packages.ts';
import { openModelPackage } from '../../embedding/index.ts';
import { forkChild } from '../../host/child-process-port.ts';
import { DeviceLadder, refusal, whySlower } from './device-ladder.ts';
import { DEVICE_LIMITS, type DeviceLimits } from './device-process.ts';
import { SmallModel, withEnvironment, withoutGpu } from './small-model.ts';

const FAULTY_ENCODER = fileURLToPath(new URL('../fixtures/faulty-encoder.ts', import.meta.url));
const spawn = () => forkChild(FAULTY_ENCODER, { name: 'encoder', execArgv: [], logger: silentLogger });

/** One that every system we build for may have. */
const PROVIDER: Accelerator = 'webgpu';

let model: SmallModel;
const open: Disposable[] = [];
beforeAll(async () => {
  model = await SmallModel.convert();
});
afterAll(() => model[Symbol.asyncDispose]());
afterEach(() => {
  for (const each of open.splice(0)) each[Symbol.dispose]();
});

let folders = 0;
const newFolder = () => join(model.derivedRoot, String(folders++));

async function ladderIn(folder: string, limits?: DeviceLimits, dir = model.dir): Promise<DeviceLadder> {
  const opened = await openModelPackage(dir);
  const ladder = new DeviceLadder({
    ...{ model: opened, derivedRoot: () => folder, spawn, logger: silentLogger },
    ...(limits ? { limits } : {}),
  });
  open.push(ladder);
  return ladder;
}

function withFault(fault: string): void {
  open.push(withoutGpu(), withEnvironment('SEMBLANCE_TEST_FAULT', fault));
}

const shortLimit = (call: keyof DeviceLimits['timeMs'], ms: number): DeviceLimits => ({
  ...DEVICE_LIMITS,
  timeMs: { ...DEVICE_LIMITS.timeMs, [call]: ms },
});

describe('the ladder', () => {
  it('lists every provider in order, with the reason why one cannot be had here', async () => {
    const rungs = await (await ladderIn(newFolder())).rungs();
    expect(rungs.map(({ provider }) => provider)).toEqual(['cuda', 'dml', 'coreml', 'webgpu']);
    for (const { state, error } of rungs) {
      if (state === 'absent') expect(error).toMatchObject({ message: expect.stringMatching(/\w/) });
      else expect([state, error]).toEqual(['untested', null]);
    }
    expect(rungs.filter(({ state }) => state === 'absent')).not.toHaveLength(0);
  });

  it('takes for worth its while what is clearly faster than the CPU', () => {
    const measured = { cosine: 1, queryMs: 1, cpuQueryMs: 1, batchTokens: 512, startMs: 1 };
    const at = (tokensPerSecond: number) =>
      whySlower({ ...measured, tokensPerSecond, cpuTokensPerSecond: 1000 });
    expect(at(1200)).toBeNull();
    expect(at(1199)?.message).toBe('It encodes 1199 tokens per second, and the processor 1000.');
  });
});

describe('a provider that is tried', () => {
  it.each([
    ['that crashes while its session is opened', 'opening:abort', 'device.crashed', 'session was opened'],
    ['that dies of a bad memory access', 'opening:segfault', 'device.crashed', 'session was opened'],
    ['that crashes while the model is prepared for it', 'preparing:abort', 'device.crashed', 'prepared'],
    ['that throws', 'opening:throw', 'device.failed', 'lost device'],
  ])('%s is refused and remembered', async (_, fault, code, words) => {
    withFault(fault);
    const folder = newFolder();
    const refused = await (await ladderIn(folder)).test(PROVIDER);
    expect(refused).toMatchObject({ state: 'refused', error: { code } });
    expect(refused.error?.message).toContain(words);
    expect(refused.error?.nextStep).toMatch(/\w\.$/);
    expect(await (await ladderIn(folder)).rung(PROVIDER)).toEqual(refused);
    expect(refusal(refused)).toMatchObject({
      code,
      message: expect.stringContaining('WebGPU cannot be used'),
    });
  });

  it('that hangs is ended after its time', async () => {
    withFault('opening:hang');
    const ladder = await ladderIn(newFolder(), shortLimit('openDevice', 300));
    expect(await ladder.test(PROVIDER)).toMatchObject({
      state: 'refused',
      error: { code: 'device.timeout' },
    });
  });

  it.runIf(process.platform === 'linux')('that takes all memory is ended before it has it', async () => {
    withFault('opening:hoard');
    const ladder = await ladderIn(newFolder(), { ...DEVICE_LIMITS, memoryBytes: 600 * 2 ** 20 });
    const { error } = await ladder.test(PROVIDER);
    expect(error?.code).toBe('device.out-of-memory');
  });

  it('that onnxruntime has no driver for is refused with its reason', async () => {
    withFault('');
    const stages: DeviceStage[] = [];
    const ladder = await ladderIn(newFolder());
    const rung = await ladder.test(PROVIDER, { onStage: (stage) => stages.push(stage) });
    if (rung.error?.code === 'device.not-built-in') return;
    expect(rung).toMatchObject({ state: 'refused', error: { code: 'device.no-session' } });
    expect(stages).toEqual(['preparing', 'opening']);
  });

  it('is tried again when it is asked for', async () => {
    const folder = newFolder();
    withFault('opening:abort');
    const ladder = await ladderIn(folder);
    expect((await ladder.test(PROVIDER)).error?.code).toBe('device.crashed');
    open.push(withEnvironment('SEMBLANCE_TEST_FAULT', 'opening:throw'));
    expect((await ladder.test(PROVIDER)).error?.code).toBe('device.failed');
  });

  it('counts as not tried when everything is closed meanwhile', async () => {
    withFault('opening:forever');
    const folder = newFolder();
    const ladder = await ladderIn(folder);
    const opening = Promise.withResolvers<void>();
    const test = ladder.test(PROVIDER, { onStage: (stage) => stage === 'opening' && opening.resolve() });
    await opening.promise;
    ladder[Symbol.dispose]();
    await test.catch(() => {});
    expect((await (await ladderIn(folder)).rung(PROVIDER)).state).toBe('untested');
  });

  it('is given a second chance when Semblance itself was ended under it, and no third', async () => {
    withFault('opening:throw');
    const folder = newFolder();
    await (await ladderIn(folder)).test(PROVIDER);
    const file = join(
      folder,
      'small',
      readdirSync(join(folder, 'small')).find((name) => name.startsWith('devices-'))!,
    );
    const leave = (begun: number) => {
      const records = JSON.parse(readFileSync(file, 'utf8'));
      const lost = { ...records[PROVIDER], outcome: 'trying', pid: 2 ** 22 + 1, begun };
      writeFileSync(file, JSON.stringify({ [PROVIDER]: lost }));
    };
    leave(1);
    expect((await (await ladderIn(folder)).rung(PROVIDER)).state).toBe('untested');
    leave(2);
    expect(await (await ladderIn(folder)).rung(PROVIDER)).toMatchObject({
      state: 'refused',
      error: { code: 'device.interrupted' },
    });
  });
});

describe('the file for devices', () => {
  it('is made once of the shipped weights, and kept under its package', async () => {
    withFault('opening:throw');
    const folder = newFolder();
    const ladder = await ladderIn(folder);
    await ladder.test(PROVIDER);
    const kept = readdirSync(join(folder, 'small')).filter((name) => name.startsWith('model_gpu-'));
    expect(kept).toHaveLength(1);
    expect(existsSync(join(folder, 'small', kept[0]!, 'model_gpu.onnx'))).toBe(true);
  });

  it('cannot be made of a package that no conversion made; the reason refuses the device', async () => {
    withFault('');
    const ladder = await ladderIn(newFolder(), undefined, fixtureDir('tiny-deelm'));
    const rung = await ladder.test(PROVIDER);
    expect(rung).toMatchObject({ state: 'refused', error: { code: 'conversion.bad-package' } });
  });

  it('of a plain export is its own, which must not hold integers only', async () => {
    await using copy = await PackageCopy.of('tiny-bert');
    renameSync(join(copy.dir, 'onnx/model.onnx'), join(copy.dir, 'onnx/model_quantized.onnx'));
    withFault('');
    const rung = await (await ladderIn(newFolder(), undefined, copy.dir)).test(PROVIDER);
    expect(rung).toMatchObject({ state: 'refused', error: { code: 'device.unsupported-model' } });
  });
});
