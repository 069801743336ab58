import { z } from 'zod';
import { DeviceChoice } from './device.ts';

/** What is set for a library, by key; the defaults hold for what was never set. */
export const Settings = z.object({
  /** What encodes texts. */
  device: DeviceChoice.default('auto'),
});
export type Settings = z.infer<typeof Settings>;
