import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../base/domain-error.ts';
import { fingerprint, putInPlace } from './durable-files.ts';
import type { GraphIdentity } from './graph-cache.ts';
import { graphFileProblem } from './graph-file.ts';
import { type GraphHeader, labelsSha256, parseGraphHeader, type ShardHeader } from './graph-header.ts';
import { EF_CONSTRUCTION, type HnswShard, M } from './hnsw-shard.ts';

/** A shard as a file: its header and the labels that were live when it was written. */
interface WrittenShard {
  readonly revision: number;
  readonly header: ShardHeader;
  readonly labels: readonly number[];
}

/**
 * Writes the shards of one graph, those that changed since they were last written or read. Every file gets a new name
 * and the header is put in place last, so a crash at any moment leaves the former generation whole.
 */
export class GraphWriter {
  readonly #identity: GraphIdentity;
  readonly #written = new WeakMap<HnswShard, WrittenShard>();

  constructor(identity: GraphIdentity) {
    this.#identity = identity;
  }

  /** Tells the writer from which files the shards were read. */
  remember(shards: readonly HnswShard[], headers: readonly ShardHeader[]): void {
    for (const [i, shard] of shards.entries()) {
      const { revision, live } = shard;
      this.#written.set(shard, { revision, header: headers[i]!, labels: [...live] });
    }
  }

  /** @throws DomainError `index.not-saved`; what was saved before is then still whole. */
  async write(dir: string, shards: readonly HnswShard[]): Promise<void> {
    try {
      await mkdir(dir, { recursive: true });
      const generation = (await this.#savedGeneration(dir)) + 1;
      const written: WrittenShard[] = [];
      for (const [n, shard] of shards.entries()) {
        written.push(await this.#writeShard(dir, `${this.#identity.unit}.${n}.${generation}.hnsw`, shard));
      }
      await this.#writeHeader(dir, generation, written);
      await this.#removeOldFiles(dir, new Set(written.map(({ header }) => header.file)));
    } catch (cause) {
      await this.#removeDrafts(dir).catch(() => {});
      throw new DomainError('index.not-saved', {
        message: `The search index could not be saved in ${dir}`,
        nextStep: 'Free some disk space; until then the index is built anew at every start.',
        retryable: true,
        cause,
      });
    }
  }

  async #writeShard(dir: string, file: string, shard: HnswShard): Promise<WrittenShard> {
    const former = this.#written.get(shard);
    if (former !== undefined && former.revision === shard.revision) return former;
    const { revision, count } = shard;
    const marked = [...shard.marked];
    const labels = [...shard.live];
    const draft = join(dir, `${file}.tmp`);
    await shard.write(draft);
    const problem = await graphFileProblem(draft, this.#identity.dimensions, count);
    if (problem !== null) throw new Error(`${draft} ${problem}`);
    const written = { revision, labels, header: { file, marked, count, ...(await fingerprint(draft)) } };
    await putInPlace(draft, join(dir, file));
    this.#written.set(shard, written);
    return written;
  }

  async #writeHeader(dir: string, generation: number, written: readonly WrittenShard[]): Promise<void> {
    const labels = written.flatMap((shard) => shard.labels);
    const header: GraphHeader = {
      formatVersion: 1,
      ...this.#identity,
      m: M,
      efConstruction: EF_CONSTRUCTION,
      generation,
      count: labels.length,
      labelsSha256: labelsSha256(labels),
      shards: written.map((shard) => shard.header),
    };
    const path = join(dir, `${this.#identity.unit}.json`);
    await writeFile(`${path}.tmp`, JSON.stringify(header));
    await putInPlace(`${path}.tmp`, path);
  }

  async #savedGeneration(dir: string): Promise<number> {
    const text = await readFile(join(dir, `${this.#identity.unit}.json`), 'utf8').catch(() => '');
    return parseGraphHeader(text)?.generation ?? 0;
  }

  /** What did not fit on a full disk must not keep it full. */
  async #removeDrafts(dir: string): Promise<void> {
    const ours = new RegExp(`^${this.#identity.unit}\\..*\\.tmp$`);
    const drafts = (await readdir(dir)).filter((name) => ours.test(name));
    for (const name of drafts) await rm(join(dir, name), { force: true });
  }

  async #removeOldFiles(dir: string, kept: ReadonlySet<string>): Promise<void> {
    const ours = new RegExp(`^${this.#identity.unit}\\..*\\.hnsw(\\.tmp)?$`);
    const old = (await readdir(dir)).filter((name) => ours.test(name) && !kept.has(name));
    for (const name of old) await rm(join(dir, name), { force: true });
  }
}
