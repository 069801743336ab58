import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../app/base/logger.ts';
import { DeviceLadder } from '../app/engine/devices/device-ladder.ts';
import {
  ON_SOFTWARE_GPU,
  SmallModel,
  whyNoSoftwareGpu,
  withoutGpu,
  withSoftwareGpu,
} from '../app/engine/devices/small-model.ts';
import { childProcessSpawner } from '../app/host/child-process-port.ts';
import { capturedRun } from './captured-run.ts';

let model: SmallModel;
let notes: string;
let texts: string;
beforeAll(async () => {
  model = await SmallModel.convert();
  notes = join(model.root, 'notes');
  mkdirSync(notes);
  writeFileSync(join(notes, 'ferry.md'), 'The ferry was late again.\n');
  texts = join(model.root, 'texts.jsonl');
  writeFileSync(texts, '{"id":"1","text":"The ferry was late again."}\n');
});
afterAll(() => model[Symbol.asyncDispose]());

const run = (library: string, ...args: string[]) =>
  capturedRun([...args, '--library', join(model.root, library), '--model', model.dir]);

interface Findings {
  readonly findings: readonly { readonly check: string; readonly status: string; readonly message: string }[];
}
const deviceFindings = (stdout: string) =>
  (JSON.parse(stdout) as Findings).findings.filter(({ check }) => check.startsWith('device'));

/** DirectML exists on Windows alone, CoreML on macOS alone. */
const elsewhere = process.platform === 'darwin' ? 'dml' : 'coreml';

describe('a device that cannot be used', () => {
  it.each([
    [elsewhere, 'device.other-system'],
    ['webgpu', 'device.no'],
  ])('%s is refused with %s, and nothing is made', async (device, code) => {
    using _none = withoutGpu();
    const { status, stderr } = await run('none', 'index', notes, '--device', device, '--json');
    expect(stderr).toContain(code);
    expect(stderr).toContain('cannot be used');
    expect(status).toBe(2);
    expect(existsSync(join(model.root, 'none'))).toBe(false);
  });

  it('is not known by another name', async () => {
    const { status, stderr } = await run('none', 'encode', '--input', texts, '--device', 'quantum');
    expect(status).toBe(2);
    expect(stderr).toContain('auto, cuda, dml, coreml, webgpu, cpu');
  });

  it('is shown by the doctor with its reason, once it was tried', async () => {
    using _none = withoutGpu();
    expect((await run('tried', 'index', notes)).status).toBe(0);
    const before = deviceFindings((await run('tried', 'doctor', '--json')).stdout);
    expect(before.map(({ check }) => check)).toEqual([
      'device',
      'device CUDA',
      'device DirectML',
      'device CoreML',
      'device WebGPU',
    ]);
    expect(before.every(({ status }) => status === 'ok')).toBe(true);
    const after = deviceFindings((await run('tried', 'doctor', '--test-devices', '--json')).stdout);
    expect(after[0]?.message).toContain('Texts are encoded on CPU, chosen automatically');
    const unable = after.filter(({ status }) => status === 'warning');
    for (const { message } of unable) expect(message).toMatch(/^Refused \(device\.[a-z-]+\): /);
    expect(after.some(({ message }) => message.startsWith('Not tried yet'))).toBe(false);
  });
});

/** As if it had been tried before, which takes long in software; app/engine/devices has the tests of that. */
async function rememberAsRight(library: string): Promise<void> {
  const derivedRoot = join(model.root, library, 'models-derived');
  mkdirSync(derivedRoot, { recursive: true, mode: 0o700 });
  using ladder = new DeviceLadder({
    ...{ model: await model.open(), derivedRoot: () => derivedRoot },
    ...{ spawn: childProcessSpawner(silentLogger), logger: silentLogger },
  });
  await ladder.remember('webgpu', {
    ...{ cosine: 0.9997, tokensPerSecond: 400, cpuTokensPerSecond: 40_000 },
    ...{ queryMs: 25, cpuQueryMs: 0.5, batchTokens: 512, startMs: 1_000 },
  });
}

const missing = whyNoSoftwareGpu();
describe.skipIf(missing)(missing ? `a device (skipped: ${missing})` : 'a device', ON_SOFTWARE_GPU, () => {
  it('that is named encodes, and the report says so', async () => {
    using _gpu = withSoftwareGpu();
    await rememberAsRight('gpu');
    const { status, stdout } = await run('gpu', 'index', notes, '--device', 'webgpu', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ documents: 1, sentences: 1, provider: 'webgpu' });

    const onDevice = await run('gpu', 'encode', '--input', texts, '--device', 'webgpu');
    const onCpu = await run('gpu', 'encode', '--input', texts, '--device', 'cpu');
    const [a, b] = [onDevice, onCpu].map((ran) => JSON.parse(ran.stdout).vector as number[]);
    expect(a!.reduce((sum, value, i) => sum + value * b![i]!, 0)).toBeGreaterThan(0.995);
    expect(a).not.toEqual(b);

    const found = await run('gpu', 'search', 'a late ferry', '--json');
    expect(JSON.parse(found.stdout).hits).toHaveLength(1);
    const webgpu = deviceFindings((await run('gpu', 'doctor', '--json')).stdout).find(
      ({ check }) => check === 'device WebGPU',
    );
    expect(webgpu?.message).toMatch(/tokens\/s, the CPU .* cosine of 0\.99/);
  });
});
