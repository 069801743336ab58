import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('./semblance.ts', import.meta.url));
const CHECKPOINT = fileURLToPath(new URL('../app/conversion/fixtures/tiny-llama', import.meta.url));
const LAYERS = 6;
const TEXTS = ['The ferry was late again.', 'Once more the boat came after its time.'];

let root: string;
let library: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'semblance-compare-'));
  library = join(root, 'library');
  run('model', 'convert', CHECKPOINT, '--out', join(root, 'tiny'), '--dimensions', '8');
  mkdirSync(join(root, 'notes'));
  const sentences = Array.from({ length: 80 }, (_, i) => `Boat ${i} left pier ${(i * 7) % 11} on day ${i}.`);
  writeFileSync(join(root, 'notes', 'boats.md'), sentences.join('\n\n'));
  run('index', join(root, 'notes'), '--library', library, ...model());
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const model = () => ['--model', join(root, 'tiny')];

/** Runs the program as a user without any library of their own. */
function start(...args: string[]) {
  const env = { ...process.env, HOME: root, XDG_DATA_HOME: join(root, 'data') };
  return spawnSync(process.execPath, [PROGRAM, ...args], { encoding: 'utf8', env });
}

function run(...args: string[]) {
  const { stdout, stderr, status } = start(...args);
  if (status !== 0) throw new Error(`exit ${status}: ${stderr}`);
  return stdout;
}

const compare = (...args: string[]) => JSON.parse(run('compare', ...TEXTS, ...model(), ...args, '--json'));

describe('semblance compare', () => {
  it('prints the stable shape, without a percentile where there is no library', () => {
    const result = compare();
    expect(Object.keys(result)).toEqual(['cosine', 'percentile', 'perLayer', 'tokens', 'contributions']);
    const { cosine, percentile, perLayer, tokens, contributions } = result;
    expect(percentile).toBeNull();
    expect(perLayer).toHaveLength(LAYERS + 1);
    expect(tokens.a.join(' ')).toMatch(/^The f/);
    expect(tokens.similarity).toHaveLength(tokens.a.length);
    expect(tokens.similarity[0]).toHaveLength(tokens.b.length);
    for (const side of ['a', 'b']) {
      expect(contributions[side]).toHaveLength(tokens[side].length);
      const sum = contributions[side].reduce((total: number, share: number) => total + share, 0);
      expect(sum).toBeCloseTo(cosine, 6);
    }
    expect(existsSync(join(root, 'data'))).toBe(false);
  });

  it('places the similarity in a library, and keeps there what it made of the model', () => {
    const { percentile } = compare('--library', library);
    expect(percentile).toBeGreaterThanOrEqual(0);
    expect(percentile).toBeLessThanOrEqual(100);
    expect(existsSync(join(library, 'models-derived', 'tiny-llama'))).toBe(true);
  });

  it('runs the model as it is told', () => {
    const causal = compare('--first-bidirectional', String(LAYERS));
    const cut = compare('--exit-layer', '5', '--dimensions', '8');
    expect(cut.cosine).toBe(cut.perLayer[5]);
    expect(cut.perLayer[LAYERS]).not.toBe(causal.perLayer[LAYERS]);
  });

  it.each([
    ['a layer that is not there', ['--exit-layer', '7'], 'compare.bad-layer'],
    ['a library that is not there', ['--library', '/nowhere'], 'library.missing'],
  ])('refuses %s', (_, args, code) => {
    const { status, stderr, stdout } = start('compare', ...TEXTS, ...model(), ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(code);
  });

  it('tells on stderr of a text whose end was not read, and refuses one beyond all measure', () => {
    const { stderr } = start('compare', 'boat '.repeat(1_500), TEXTS[1]!, ...model(), '--json');
    expect(stderr).toContain('The end of text a was not read');
    const { status, stderr: refusal } = start('compare', 'boat '.repeat(5_000), TEXTS[1]!, ...model());
    expect({ status, refusal }).toMatchObject({
      status: 2,
      refusal: expect.stringContaining('compare.too-long'),
    });
  });
});

describe('semblance model turning-point', () => {
  it('scores every layer of a checkpoint', () => {
    const sts = join(root, 'notes', 'sts.tsv');
    writeFileSync(sts, '5\ta boat\ta boat\n3\ta boat\ta ship left\n0\ta boat\t80 piers and more\n');
    const { layers, turningPoint } = JSON.parse(run('model', 'turning-point', CHECKPOINT, '--sts', sts));
    expect(layers.map(({ layer }: { layer: number }) => layer)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const { spearmanLast, spearmanMean } of layers) {
      expect(Math.abs(spearmanLast)).toBeLessThanOrEqual(1);
      expect(spearmanMean).toBeGreaterThan(0);
    }
    expect(turningPoint).toBeGreaterThanOrEqual(1);
    expect(turningPoint).toBeLessThanOrEqual(LAYERS);
  });

  it('refuses a file without scores', () => {
    const { status, stderr } = start('model', 'turning-point', CHECKPOINT, '--sts', PROGRAM);
    expect(status).toBe(2);
    expect(stderr).toContain('evaluation.bad-file');
  });
});
