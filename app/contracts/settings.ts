import { z } from 'zod';
import { DeviceChoice } from './device.ts';
import { IgnoreText } from './ignoring.ts';

/** What is set for a library, by key; the defaults hold for what was never set. */
export const Settings = z.object({
  /** What encodes texts. */
  device: DeviceChoice.default('auto'),
  /** What is left out of every source, besides what the files in it say. */
  ignore: IgnoreText.default(''),
});
export type Settings = z.infer<typeof Settings>;
