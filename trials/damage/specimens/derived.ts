import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { derivedModel } from '../../../app/conversion/derived-model.ts';
import { DeviceMemory } from '../../../app/engine/devices/device-memory.ts';
import { TINY_MODEL } from '../../../app/engine/temporary-engine.ts';
import type { Told } from '../outcome.ts';
import type { Specimen } from './specimen.ts';

const WEIGHTS = join(TINY_MODEL, 'onnx', 'model_int8.onnx');
const CARD = join(TINY_MODEL, 'tokenizer.json');
const KIND = 'model_gpu';
const MEMORY = 'devices-mark.json';

/** What is made of a package: a graph with its checksums, and what devices did. */
export async function derivedSpecimens(root: string): Promise<Specimen[]> {
  const [whole, older, other] = await Promise.all([
    madeIn(join(root, 'whole'), WEIGHTS),
    madeIn(join(root, 'older'), CARD),
    madeIn(join(root, 'other'), CARD),
  ]);
  const places: readonly [string, Specimen['examine'], string][] = [
    [`${KIND}.onnx`, examineGraph, `${KIND}-mark`],
    ['sha256.json', examineGraph, `${KIND}-mark`],
    [MEMORY, examineMemory, ''],
  ];
  return places.map(([name, examine, folder]) => ({
    ...{ file: `models-derived/*/${name}`, whole, older, other, examine },
    pathIn: (copy) => join(copy, folder, name),
    async [Symbol.asyncDispose]() {},
  }));
}

async function madeIn(home: string, source: string): Promise<string> {
  mkdirSync(home);
  await graphIn(home, source);
  remember(home);
  return home;
}

function graphIn(home: string, source: string): Promise<string | null> {
  return derivedModel({ home, kind: KIND, mark: 'mark' }, async (path) => copyFileSync(source, path));
}

function memoryOf(home: string): DeviceMemory {
  return new DeviceMemory(() => home, 'mark');
}

function remember(home: string): void {
  const record = { outcome: 'passed', error: null, at: 1, pid: 1, begun: 0 } as const;
  memoryOf(home).set('webgpu', { ...record, measurement: null });
}

/** The file is looked at before each use, and made anew where it is not what it was. */
async function examineGraph(home: string): Promise<Told> {
  const path = await graphIn(home, WEIGHTS);
  const isSound = path !== null && readFileSync(path).equals(readFileSync(WEIGHTS));
  const leftOver = readdirSync(home).filter((name) => name.includes('partial'));
  return { toldBy: null, changed: [...(isSound ? [] : ['the graph']), ...leftOver], crash: null };
}

/** What cannot be read is as if no device had been tried; what can be is no more than a device being tried again or not. */
async function examineMemory(home: string): Promise<Told> {
  const { outcome } = memoryOf(home).get('webgpu') ?? {};
  remember(home);
  const isKept = memoryOf(home).get('webgpu')?.outcome === 'passed';
  const changed = outcome === undefined || outcome === 'passed' ? [] : [`outcome ${outcome}`];
  return { toldBy: null, changed: isKept ? changed : [...changed, 'nothing is remembered'], crash: null };
}
