import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Matrix, saveTensors } from '../fixture-models.ts';
import { AdaptedWeights } from './adapted-weights.ts';
import type { TensorSource } from './tensor-source.ts';

const WEIGHT = 'model.layers.0.self_attn.q_proj.weight';
const OTHER = 'model.layers.0.mlp.up_proj.weight';

const base: TensorSource = {
  shapeOf: (name) => ({ [WEIGHT]: [2, 3], [OTHER]: [2, 3] })[name],
  read: async () => new Float32Array([1, 2, 3, 4, 5, 6]),
};

/** r = 2: A [2,3], B [2,2]. */
const A = [1, 0, -1, 0.5, 2, 0];
const B = [1, -2, 0, 3];
const MODULE = 'model.layers.0.self_attn.q_proj';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'semblance-adapter-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** An adapter folder as PEFT saves it. */
async function saveAdapter(tensors: Readonly<Record<string, Matrix>>, config: object = {}): Promise<void> {
  await saveTensors(join(folder, 'adapter_model.safetensors'), tensors);
  const settings = { peft_type: 'LORA', r: 2, lora_alpha: 4, ...config };
  await writeFile(join(folder, 'adapter_config.json'), JSON.stringify(settings));
}

function pair(module = MODULE): Record<string, Matrix> {
  return {
    [`base_model.model.${module}.lora_A.weight`]: { shape: [2, 3], values: A },
    [`base_model.model.${module}.lora_B.weight`]: { shape: [2, 2], values: B },
  };
}

async function merged(name = WEIGHT): Promise<number[]> {
  await using weights = await AdaptedWeights.open(base, folder);
  return [...(await weights.read(name))];
}

/** Rows of a matrix [n,m] times x [m]. */
function times(matrix: readonly number[], x: readonly number[]): number[] {
  const rows = Array.from({ length: matrix.length / x.length }, (_, row) =>
    matrix.slice(row * x.length, (row + 1) * x.length),
  );
  return rows.map((row) => row.reduce((sum, value, i) => sum + value * x[i]!, 0));
}

const refusal = (code: string) => ({ code: `conversion.${code}` });

describe('AdaptedWeights', () => {
  it('computes with the merged weight what base and adapter compute side by side', async () => {
    await saveAdapter(pair());
    const x = [0.3, -1.5, 2];
    const scale = 4 / 2;
    const sideBySide = times([1, 2, 3, 4, 5, 6], x).map((y, i) => y + scale * times(B, times(A, x))[i]!);
    const together = times(await merged(), x);
    for (const [i, y] of together.entries()) expect(y).toBeCloseTo(sideBySide[i]!, 5);
  });

  it('divides by the root of the rank for rsLoRA', async () => {
    await saveAdapter(pair(), { use_rslora: true, lora_alpha: Math.SQRT2 });
    expect((await merged())[0]).toBeCloseTo(1 + (1 * 1 - 2 * 0.5), 5);
    expect((await merged())[1]).toBeCloseTo(2 + (1 * 0 - 2 * 2), 5);
  });

  it('takes the alpha of a module where one is given', async () => {
    await saveAdapter(pair(), { alpha_pattern: { q_proj: 2 } });
    expect((await merged())[1]).toBeCloseTo(2 - 4, 5);
  });

  it('leaves other tensors and the shapes alone', async () => {
    await saveAdapter(pair());
    expect(await merged(OTHER)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('finds its modules with and without the prefix "model."', async () => {
    await saveAdapter(pair());
    const expected = await merged();
    await saveAdapter(pair('layers.0.self_attn.q_proj'));
    expect(await merged()).toEqual(expected);
  });

  it.each([
    ['another kind than LoRA', { peft_type: 'IA3' }],
    ['DoRA', { use_dora: true }],
    ['transposed weights', { fan_in_fan_out: true }],
    ['an alpha for a pattern of modules', { alpha_pattern: { '.*_proj': 8 } }],
  ])('refuses %s', async (_, config) => {
    await saveAdapter(pair(), config);
    await expect(merged()).rejects.toMatchObject(refusal('unsupported-adapter'));
  });

  it('refuses whole modules beside the matrices, and a folder without adapter', async () => {
    await saveAdapter({ ...pair(), 'base_model.model.lm_head.weight': { shape: [1], values: [1] } });
    await expect(merged()).rejects.toMatchObject(refusal('unsupported-adapter'));
    await rm(join(folder, 'adapter_config.json'));
    await expect(merged()).rejects.toMatchObject(refusal('unsupported-adapter'));
  });

  it('refuses an adapter of another model', async () => {
    await saveAdapter(pair('model.layers.9.self_attn.q_proj'));
    await expect(merged()).rejects.toMatchObject(refusal('adapter-mismatch'));
    await saveAdapter({
      ...pair(),
      [`base_model.model.${MODULE}.lora_B.weight`]: { shape: [1, 2], values: [1, 2] },
    });
    await expect(merged()).rejects.toMatchObject(refusal('adapter-mismatch'));
    const [[keyA, a]] = Object.entries(pair()) as [[string, Matrix]];
    await saveAdapter({ [keyA]: a });
    await expect(merged()).rejects.toMatchObject(refusal('adapter-mismatch'));
  });
});
