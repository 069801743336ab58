import { Option } from 'commander';
import { DeviceChoice } from '../app/contracts/device.ts';

/** `--device`: of the commands that encode more than a query. */
export function deviceOption(): Option {
  return new Option(
    '--device <device>',
    'what encodes texts (default: as set for the library, else auto: the CPU, or a faster device where there is much to do)',
  ).choices(DeviceChoice.options);
}
