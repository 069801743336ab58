import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { fixtureDir } from '../../embedding/fixture-packages.ts';
import { openModelPackage, SentenceEncoder } from '../../embedding/index.ts';
import { childProcessSpawner } from '../../host/child-process-port.ts';
import { CHECK_SENTENCES } from './check-sentences.ts';
import { deviceGraph } from './device-graph.ts';
import { DeviceLadder } from './device-ladder.ts';
import { lowestCosine } from './lowest-cosine.ts';
import {
  ON_SOFTWARE_GPU,
  PATIENT_LIMITS,
  SmallModel,
  whyNoSoftwareGpu,
  withSoftwareGpu,
} from './small-model.ts';

const missing = whyNoSoftwareGpu();
const title = 'WebGPU on software Vulkan';
if (missing) process.stderr.write(`skipped: ${title}, because ${missing}\n`);

describe.skipIf(missing)(missing ? `${title} (skipped: ${missing})` : title, ON_SOFTWARE_GPU, () => {
  let model: SmallModel;
  let gpu: Disposable;
  beforeAll(async () => {
    gpu = withSoftwareGpu();
    model = await SmallModel.convert();
  });
  afterAll(async () => {
    gpu[Symbol.dispose]();
    await model[Symbol.asyncDispose]();
  });

  const ladderOf = async (dir: string) =>
    new DeviceLadder({
      model: await openModelPackage(dir),
      derivedRoot: () => model.derivedRoot,
      spawn: childProcessSpawner(silentLogger),
      logger: silentLogger,
      limits: PATIENT_LIMITS,
    });

  it('runs every node of the derived graph on the device, and makes the vectors of the CPU', async () => {
    const opened = await model.open();
    const device = { provider: 'webgpu', graph: await deviceGraph(opened, null), whole: true } as const;
    await using onDevice = await SentenceEncoder.open(opened, { threads: 1, device });
    await using onCpu = await SentenceEncoder.open(opened, { threads: 1 });
    const texts = [...CHECK_SENTENCES.slice(0, 4), ''];
    const found = await onDevice.encode(texts, { kind: 'passage' });
    const expected = await onCpu.encode(texts, { kind: 'passage' });
    expect(onDevice.provider).toBe('webgpu');
    expect(found).toMatchObject({ tokens: expected.tokens, truncated: expected.truncated });
    const filled = (texts.length - 1) * opened.width;
    const cosine = lowestCosine(
      found.vectors.subarray(0, filled),
      expected.vectors.subarray(0, filled),
      opened.width,
    );
    expect(cosine).toBeGreaterThan(0.995);
    expect([...found.vectors.subarray(filled)]).toEqual(Array(opened.width).fill(0));
  });

  it('is tried step by step: right, measured beside the CPU, and not worth it', async () => {
    using ladder = await ladderOf(model.dir);
    const { state, error, measurement } = await ladder.test('webgpu');
    expect([state, error?.code]).toEqual(['slower', 'device.slower']);
    expect(measurement!.cosine).toBeGreaterThan(0.995);
    expect(measurement!.tokensPerSecond).toBeGreaterThan(0);
    expect(measurement!.cpuTokensPerSecond).toBeGreaterThan(measurement!.tokensPerSecond);
    expect(measurement!.queryMs).toBeGreaterThan(0);
    expect(measurement!.batchTokens).toBeGreaterThanOrEqual(512);
  });

  it('is refused when its vectors are not those of the CPU', async () => {
    await using other = await SmallModel.convert(0);
    await other.open().then((opened) => deviceGraph(opened, join(other.root, 'derived')));
    using ladder = await ladderOf(model.dir);
    // The graph of another model under the name of this one, with a checksum that agrees.
    await deviceGraph(await model.open(), model.derivedRoot);
    const folderIn = (root: string) => {
      const home = join(root, 'small');
      return join(home, readdirSync(home).find((name) => name.startsWith('model_gpu-'))!);
    };
    const target = folderIn(model.derivedRoot);
    cpSync(folderIn(join(other.root, 'derived')), target, { recursive: true });
    const sha256 = createHash('sha256')
      .update(readFileSync(join(target, 'model_gpu.onnx')))
      .digest('hex');
    writeFileSync(join(target, 'sha256.json'), JSON.stringify({ 'model_gpu.onnx': sha256 }));
    const { state, error } = await ladder.test('webgpu');
    expect([state, error?.code]).toEqual(['refused', 'device.wrong-numbers']);
  });

  it('runs the fp32 file of a plain export as it is', async () => {
    using ladder = await ladderOf(fixtureDir('tiny-bert'));
    const { state, measurement } = await ladder.test('webgpu');
    expect(state).toBe('slower');
    expect(measurement!.cosine).toBeGreaterThan(0.9999);
  });
});
