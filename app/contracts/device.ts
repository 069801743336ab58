import { z } from 'zod';
import { ErrorInfo } from './library.ts';

/** onnxruntime's names of what can run a model, in the order in which they are tried. */
export const Provider = z.enum(['cuda', 'dml', 'coreml', 'webgpu', 'cpu']);
export type Provider = z.infer<typeof Provider>;

/** All but the CPU, which is always there and what the others are held against. */
export type Accelerator = Exclude<Provider, 'cpu'>;

/** `auto`: the first that is proven right and faster than the CPU. */
export const DeviceChoice = z.enum(['auto', ...Provider.options]);
export type DeviceChoice = z.infer<typeof DeviceChoice>;

/** What a provider did on this machine with the model in use. */
export const DeviceMeasurement = z.object({
  /** Lowest cosine of 8 fixed sentences to what the CPU makes of them. */
  cosine: z.number(),
  tokensPerSecond: z.number(),
  /** The CPU, all cores, on the same texts at the same time. */
  cpuTokensPerSecond: z.number(),
  /** One short text, alone. */
  queryMs: z.number(),
  cpuQueryMs: z.number(),
  /** Tokens of a batch, padding included, at which it was fastest. */
  batchTokens: z.int(),
  /** From the model file to the first vectors. */
  startMs: z.number(),
});
export type DeviceMeasurement = z.infer<typeof DeviceMeasurement>;

/**
 * `usable`: right and faster than the CPU. `slower`: right, but no faster; used only when it is chosen by name.
 * `refused`: it was tried and failed, and is not tried again until it is asked for; `error` says why. `absent`: this
 * system or this build of onnxruntime cannot have it; `error` says why. `untested`: not tried yet with this model.
 */
export const RungState = z.enum(['usable', 'slower', 'refused', 'absent', 'untested']);
export type RungState = z.infer<typeof RungState>;

/** One provider. */
export const Rung = z.object({
  provider: Provider,
  /** As people call it. */
  name: z.string(),
  state: RungState,
  /** Why it is not used, of `slower`, `refused` and `absent`. */
  error: ErrorInfo.nullable(),
  measurement: DeviceMeasurement.nullable(),
  /** Milliseconds since 1970. */
  testedAt: z.number().nullable(),
});
export type Rung = z.infer<typeof Rung>;

export const DeviceStatus = z.object({
  choice: DeviceChoice,
  /** What encodes texts for the library now. */
  indexing: Provider,
  /** What encodes queries now: whichever is faster for one short text. */
  queries: Provider,
  onnxruntime: z.string(),
  model: z.object({ id: z.string(), name: z.string() }),
  /** In the order in which they are tried; the CPU is last. */
  rungs: z.array(Rung),
});
export type DeviceStatus = z.infer<typeof DeviceStatus>;

/** What is under way in a test: the model file is made, a session opened, vectors compared, speed measured. */
export const DeviceStage = z.enum(['preparing', 'opening', 'checking', 'measuring']);
export type DeviceStage = z.infer<typeof DeviceStage>;

/** `stage` is null when the rung is decided; the last event of a test has no provider. */
export const DeviceProgress = z.object({
  provider: Provider.nullable(),
  stage: DeviceStage.nullable(),
  status: DeviceStatus,
});
export type DeviceProgress = z.infer<typeof DeviceProgress>;

export const DeviceTestRequest = z.object({
  /** Left out: all that this system could have. */
  provider: Provider.exclude(['cpu']).optional(),
});
export type DeviceTestRequest = z.infer<typeof DeviceTestRequest>;
