import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../../app/base/logger.ts';
import type { Accelerator, DeviceMeasurement, Provider, Rung } from '../../../app/contracts/device.ts';
import type { ModelPackage } from '../../../app/embedding/index.ts';
import { DeviceLadder } from '../../../app/engine/devices/device-ladder.ts';
import { findModel } from '../../../app/engine/model-store.ts';
import { childProcessSpawner } from '../../../app/host/child-process-port.ts';
import type { Report, Row } from '../../harness/report.ts';
import { rounded } from '../../harness/statistics.ts';
import { type Ceiling, multiplicationCeiling } from './multiplication-chain.ts';

/** A batch of the ceiling takes about this long at most, and has so many tokens at least. */
const CEILING_SECONDS = 2;
const CEILING_TOKENS = 16;

/**
 * Every provider that this machine could have, as the ladder tries it: right or not, tokens per second beside the CPU,
 * one query, and the share of what the provider multiplies alone.
 * @param args  a model package of ours, `default` if left out.
 */
export async function benchProviders([name = 'default']: readonly string[]): Promise<Report> {
  const model = await findModel(name);
  const derivedRoot = mkdtempSync(join(tmpdir(), 'semblance-bench-'));
  try {
    const spawn = childProcessSpawner(silentLogger);
    using ladder = new DeviceLadder({ model, derivedRoot: () => derivedRoot, spawn, logger: silentLogger });
    const rows: Row[] = [];
    const missing: string[] = [];
    for (const known of await ladder.rungs()) {
      const rung = known.state === 'absent' ? known : await ladder.test(known.provider as Accelerator);
      if (rung.measurement) rows.push(await measuredRow(rung, rung.measurement, model));
      else missing.push(`${rung.name}: ${rung.error?.code}, ${rung.error?.message}`);
    }
    return { tables: { providers: rows, cpu: [await cpuRow(model)] }, missing };
  } finally {
    rmSync(derivedRoot, { recursive: true, force: true });
  }
}

async function measuredRow(
  { provider, state }: Rung,
  measured: DeviceMeasurement,
  model: ModelPackage,
): Promise<Row> {
  const { tokensPerSecond, cpuTokensPerSecond, batchTokens } = measured;
  const ceilingTokens = Math.round(
    Math.min(batchTokens, Math.max(CEILING_TOKENS, tokensPerSecond * CEILING_SECONDS)),
  );
  return {
    provider,
    state,
    cosine: measured.cosine,
    'tokens/s': tokensPerSecond,
    'CPU tokens/s': cpuTokensPerSecond,
    timesTheCpu: rounded(tokensPerSecond / cpuTokensPerSecond),
    queryMs: measured.queryMs,
    cpuQueryMs: measured.cpuQueryMs,
    batchTokens,
    startMs: measured.startMs,
    ...shareOf(tokensPerSecond, await ceilingOf(model, provider, ceilingTokens)),
  };
}

/** The CPU's fp32 ceiling, to compare devices by: the encoder itself multiplies int8 there (see the bench `encode`). */
async function cpuRow(model: ModelPackage): Promise<Row> {
  const ceiling = await ceilingOf(model, 'cpu', 512);
  return { provider: 'cpu', ...shareOf(null, ceiling) };
}

async function ceilingOf(model: ModelPackage, provider: Provider, tokens: number): Promise<Ceiling | null> {
  return model.card === null ? null : multiplicationCeiling(model.dir, provider, tokens);
}

function shareOf(tokensPerSecond: number | null, ceiling: Ceiling | null): Row {
  if (!ceiling) return {};
  return {
    'ceiling tokens/s': ceiling.tokensPerSecond,
    'ceiling GOP/s': ceiling.gigaOperationsPerSecond,
    ...(tokensPerSecond === null ? {} : { share: rounded(tokensPerSecond / ceiling.tokensPerSecond) }),
  };
}
