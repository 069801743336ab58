// For tests: a model small enough for a software GPU, and a GPU made of software.

import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixtureFolder } from '../../conversion/fixture-models.ts';
import { convertModel } from '../../conversion/index.ts';
import { type ModelPackage, openModelPackage } from '../../embedding/index.ts';
import { DEVICE_LIMITS, type DeviceLimits } from './device-process.ts';

/** Chromium brings a Vulkan driver that computes on the CPU; the loader that finds it is a package of its own. */
const SOFTWARE_DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json';
const LOADERS = ['/usr/lib/x86_64-linux-gnu/libvulkan.so.1', '/usr/lib/aarch64-linux-gnu/libvulkan.so.1'];

/** Why WebGPU cannot run in software here; null where it can. */
export function whyNoSoftwareGpu(): string | null {
  if (process.platform !== 'linux') return 'the software Vulkan of Chromium is looked for on Linux only';
  if (!existsSync(SOFTWARE_DRIVER)) return `there is no ${SOFTWARE_DRIVER}: install chromium`;
  if (!LOADERS.some((path) => existsSync(path)))
    return 'there is no Vulkan loader (libvulkan.so.1): install libvulkan1';
  return null;
}

/** Children started from now on find the software GPU, and no other. */
export function withSoftwareGpu(): Disposable {
  return withEnvironment('VK_ICD_FILENAMES', SOFTWARE_DRIVER);
}

/** Children started from now on find no GPU. */
export function withoutGpu(): Disposable {
  return withEnvironment('VK_ICD_FILENAMES', join(tmpdir(), 'no-such-driver.json'));
}

export function withEnvironment(name: string, value: string): Disposable {
  const before = process.env[name];
  process.env[name] = value;
  return {
    [Symbol.dispose]() {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    },
  };
}

/** Options of tests on a GPU made of software: it compiles every operator, on a machine that may be busy with other work. */
export const ON_SOFTWARE_GPU = { timeout: 600_000 };

/** Limits for such a GPU. */
export const PATIENT_LIMITS: DeviceLimits = {
  ...DEVICE_LIMITS,
  timeMs: Object.fromEntries(
    Object.keys(DEVICE_LIMITS.timeMs).map((call) => [call, 500_000]),
  ) as unknown as DeviceLimits['timeMs'],
};

/** A converted model of two layers, the first causal, and a folder for what is derived of it; temporary. */
export class SmallModel implements AsyncDisposable {
  readonly root: string;
  readonly dir: string;
  readonly derivedRoot: string;

  private constructor(root: string) {
    this.root = root;
    this.dir = join(root, 'small');
    this.derivedRoot = join(root, 'derived');
  }

  /** @param firstBidirectionalLayer  other values make another model of the same shape. */
  static async convert(firstBidirectionalLayer = 1): Promise<SmallModel> {
    const model = new SmallModel(await mkdtemp(join(tmpdir(), 'semblance-device-')));
    const checkpoint = join(model.root, 'checkpoint');
    await cp(fixtureFolder('tiny-llama'), checkpoint, { recursive: true });
    const config = JSON.parse(await readFile(join(checkpoint, 'config.json'), 'utf8'));
    await writeFile(join(checkpoint, 'config.json'), JSON.stringify({ ...config, num_hidden_layers: 2 }));
    await convertModel({
      hfFolder: checkpoint,
      outDir: model.dir,
      id: 'small',
      firstBidirectionalLayer,
      pooling: 'mean',
      pooledStates: 'normed',
    });
    return model;
  }

  open(): Promise<ModelPackage> {
    return openModelPackage(this.dir);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}
