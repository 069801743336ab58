import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Accelerator, DeviceMeasurement } from '../../contracts/device.ts';
import { ErrorInfo } from '../../contracts/library.ts';

/**
 * What is known of a provider. `trying` is written before a try and replaced by its outcome: where it is found later,
 * the process that tried is either still at it or was taken along.
 */
const RungRecord = z.object({
  outcome: z.enum(['trying', 'passed', 'refused']),
  error: ErrorInfo.nullable(),
  measurement: DeviceMeasurement.nullable(),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** The process that tried. */
  pid: z.int(),
  /** Tries that began since one ended with an outcome. */
  begun: z.int(),
});
export type RungRecord = z.infer<typeof RungRecord>;

const Records = z.partialRecord(z.enum(['cuda', 'dml', 'coreml', 'webgpu']), RungRecord);
type Records = z.infer<typeof Records>;

/** What providers did, remembered for one build of onnxruntime, one model and one machine. Deleting its file forgets it. */
export class DeviceMemory {
  readonly #folder: () => string | null;
  readonly #file: string;
  #records: Records = {};

  /**
   * @param folder  asked for each time; null to remember nothing beyond this object.
   * @param key     names build, model and machine; part of a file name.
   */
  constructor(folder: () => string | null, key: string) {
    this.#folder = folder;
    this.#file = `devices-${key}.json`;
  }

  get(provider: Accelerator): RungRecord | null {
    return this.#read()[provider] ?? null;
  }

  set(provider: Accelerator, record: RungRecord): void {
    this.#records = { ...this.#read(), [provider]: record };
    this.#write();
  }

  /** As if it had never been tried. */
  forget(provider: Accelerator): void {
    const { [provider]: _, ...others } = this.#read();
    this.#records = others;
    this.#write();
  }

  /** The file may have been written by another process. */
  #read(): Records {
    const folder = this.#folder();
    if (folder === null) return this.#records;
    try {
      const stored = Records.safeParse(JSON.parse(readFileSync(join(folder, this.#file), 'utf8')));
      if (stored.success) this.#records = stored.data;
    } catch {
      // Not there yet, or it cannot be written: what this object knows holds.
    }
    return this.#records;
  }

  #write(): void {
    const folder = this.#folder();
    if (folder === null) return;
    const path = join(folder, this.#file);
    try {
      mkdirSync(folder, { recursive: true });
      const partial = `${path}.${process.pid}`;
      writeFileSync(partial, JSON.stringify(this.#records, null, 2));
      if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) rmSync(path, { recursive: true });
      renameSync(partial, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    }
  }
}

/** Names this machine as far as devices are concerned: a library may be shared between several. */
export function machineName(): string {
  return `${process.platform} ${process.arch} ${hostname()}`;
}

/** Whether the process that began a try is still there. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
