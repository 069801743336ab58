import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixtureFolder } from '../fixture-models.ts';
import { convertModel, recordScores, type VerifyReport, verifyPackage } from '../index.ts';

let folder: string;
let fresh: string;
let dir: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'semblance-verify-'));
  fresh = join(folder, 'fresh');
  dir = join(folder, 'tiny');
  const hfFolder = fixtureFolder('tiny-llama-variants');
  await convertModel({ hfFolder, outDir: fresh, firstBidirectionalLayer: 1 });
});
beforeEach(async () => {
  await rm(dir, { recursive: true, force: true });
  await cp(fresh, dir, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

async function editCard(changes: object): Promise<void> {
  const path = join(dir, 'deelm.json');
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), ...changes }));
}

const failuresOf = ({ checks }: VerifyReport) =>
  checks.filter(({ passed }) => !passed).map(({ name }) => name);

describe('verifyPackage', () => {
  it('passes a fresh package, with a figure for each behaviour', async () => {
    const report = await verifyPackage(dir);
    expect(report).toMatchObject({ id: 'tiny-llama-variants', passed: true });
    expect(report.checks.map(({ name }) => name)).toEqual([
      'files',
      'unit-vectors',
      'padding-invariance',
      'causal-layers',
      'bidirectional-layers',
      'layer-choice',
    ]);
    expect(report.checks.slice(1).every(({ measured }) => Number.isFinite(measured))).toBe(true);
  });

  it('notices a changed byte and a stray file, and does not run such a model', async () => {
    await appendFile(join(dir, 'onnx', 'model_int8.onnx'), ' ');
    await writeFile(join(dir, 'extra.bin'), 'x');
    const { passed, checks } = await verifyPackage(dir);
    expect(passed).toBe(false);
    expect(checks).toHaveLength(1);
    expect(checks[0]?.message).toMatch(/extra\.bin, onnx\/model_int8\.onnx/);
  });

  it('notices a card that tells of another turning point or pooling', async () => {
    await editCard({ firstBidirectionalLayer: 2 });
    expect(failuresOf(await verifyPackage(dir))).toContain('layer-choice');
    await editCard({ firstBidirectionalLayer: 1, pooledStates: 'residual' });
    expect(failuresOf(await verifyPackage(dir))).toContain('layer-choice');
  });

  it('has nothing to say of a folder without a card, or with a broken one', async () => {
    await expect(verifyPackage(folder)).rejects.toMatchObject({ code: 'conversion.not-a-package' });
    await writeFile(join(dir, 'deelm.json'), '{');
    await expect(verifyPackage(dir)).rejects.toMatchObject({ code: 'conversion.bad-card' });
  });
});

describe('recordScores', () => {
  it('adds scores to the card and leaves the package sound', async () => {
    await recordScores(dir, { stsBenchmarkDev: 0.8 });
    const card = await recordScores(dir, { stsBenchmarkDev: 0.81, sickRTrial: 0.7 });
    expect(card.scores).toMatchObject({ stsBenchmarkDev: 0.81, sickRTrial: 0.7 });
    expect((await verifyPackage(dir)).passed).toBe(true);
  });

  it.each([Number.NaN, 81])('refuses %s, which is no score', async (score) => {
    await expect(recordScores(dir, { stsBenchmarkDev: score })).rejects.toThrow(RangeError);
  });
});
