import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type DeviceProgress,
  DeviceProgress as DeviceProgressSchema,
  DeviceStatus,
} from '../contracts/device.ts';
import { SmallModel, withoutGpu } from './devices/small-model.ts';
import { never, TemporaryNotes } from './temporary-engine.ts';

let model: SmallModel;
let temporary: TemporaryNotes;
let noGpu: Disposable;
beforeAll(async () => {
  model = await SmallModel.convert();
});
afterAll(() => model[Symbol.asyncDispose]());
beforeEach(() => {
  temporary = new TemporaryNotes();
  noGpu = withoutGpu();
});
afterEach(() => {
  noGpu[Symbol.dispose]();
  temporary[Symbol.dispose]();
});

const open = (access: 'read' | 'write' = 'write') => temporary.open({ model: model.dir, access });

describe('the device of a library', () => {
  it('is automatic at first, and kept when it is chosen', async () => {
    {
      await using engine = await open();
      expect(DeviceStatus.parse(await engine.deviceStatus())).toMatchObject({
        choice: 'auto',
        indexing: 'cpu',
        queries: 'cpu',
        model: { id: 'small' },
      });
      expect((await engine.chooseDevice('cpu')).choice).toBe('cpu');
    }
    await using again = await open();
    expect((await again.deviceStatus()).choice).toBe('cpu');
  });

  it('stays as it is when another is chosen that cannot be used', async () => {
    await using engine = await open();
    await expect(engine.chooseDevice('webgpu')).rejects.toMatchObject({
      code: expect.stringMatching(/^device\./),
      message: expect.stringContaining('cannot be used'),
    });
    expect((await engine.deviceStatus()).choice).toBe('auto');
  });

  it('is chosen by the process that may change the library alone', async () => {
    await using _writer = await open();
    await using reader = await open('read');
    await expect(reader.chooseDevice('cpu')).rejects.toMatchObject({ code: 'library.locked' });
  });

  it('is tried with every step told, and decided at the end', async () => {
    await using engine = await open();
    const events: DeviceProgress[] = [];
    for await (const event of engine.testDevices(never)) events.push(DeviceProgressSchema.parse(event));
    expect(events.some(({ stage }) => stage !== null)).toBe(true);
    const last = events.at(-1)!;
    expect([last.provider, last.stage]).toEqual([null, null]);
    expect(last.status.rungs.some(({ state }) => state === 'untested')).toBe(false);
    expect(await engine.deviceStatus()).toEqual(last.status);
  });

  it('is no longer tried when the library is closed', async () => {
    const engine = await open();
    const events = engine.testDevices(never);
    await events.next();
    await engine[Symbol.asyncDispose]();
    await Array.fromAsync(events).catch(() => {});
    await using again = await open();
    const rungs = (await again.deviceStatus()).rungs.filter(({ provider }) => provider !== 'cpu');
    expect(rungs.every(({ error }) => error === null || !error.code.includes('crashed'))).toBe(true);
  });
});
