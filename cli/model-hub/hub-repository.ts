import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { downloadFile, listFiles, modelInfo } from '@huggingface/hub';
import { z } from 'zod';
import { boundedFetch } from './bounded-fetch.ts';
import { damaged, hubTrouble, unknown } from './hub-trouble.ts';
import { IdleLimit } from './idle-limit.ts';

/** Where the hub is, and who asks. */
export interface HubAccess {
  readonly hubUrl: string;
  /** Of models that are not for everyone. */
  readonly accessToken?: string;
  /** How long a hub may say nothing. */
  readonly idleMs?: number;
}

const MOST_FILES = 10_000;
const IDLE_MS = 60_000;
const ANSWER_LIMITS = { bytes: 2 ** 24, requests: 60 };

/** Of an answer, what is used: it becomes names of folders and room on the disk. */
const Info = z.object({
  sha: z.string().regex(/^[0-9a-f]{40}$/),
  cardData: z.object({ license: z.string().max(200).optional().catch(undefined) }).nullish(),
});
const HubFile = z.object({
  path: z.string().max(1_000),
  size: z.int().nonnegative(),
  oid: z.string().optional(),
  lfs: z.object({ oid: z.string() }).nullish(),
});
type HubFile = z.infer<typeof HubFile>;

/** The files of one commit of a repository on the Hugging Face hub, or on a mirror of it. */
export class HubRepository {
  readonly id: string;
  /** Commit that is read, whatever is pushed meanwhile. */
  readonly commit: string;
  /** As its authors name it; null where they name none. */
  readonly licence: string | null;
  readonly files: ReadonlyMap<string, HubFile>;
  readonly #access: HubAccess;

  private constructor(
    { id, commit, licence }: Pick<HubRepository, 'id' | 'commit' | 'licence'>,
    files: readonly HubFile[],
    access: HubAccess,
  ) {
    this.id = id;
    this.commit = commit;
    this.licence = licence;
    this.files = new Map(files.map((file) => [file.path, file]));
    this.#access = access;
  }

  /**
   * @param id  as `owner/name`. @param revision  branch, tag or commit.
   * @throws DomainError `model.hub-unknown` | `model.hub-refused` | `model.hub-unreachable`
   */
  static async open(id: string, revision: string, access: HubAccess): Promise<HubRepository> {
    if (!/^[\w.-]+\/[\w.-]+$/.test(id) || id.includes('..')) throw unknown(id);
    try {
      const { idleMs: milliseconds = IDLE_MS } = access;
      const asked = { ...access, fetch: boundedFetch({ ...ANSWER_LIMITS, milliseconds }) };
      const fields = ['sha', 'cardData'] as const;
      const info = Info.parse(
        await modelInfo({ name: id, revision, additionalFields: [...fields], ...asked }),
      );
      const files: HubFile[] = [];
      for await (const file of listFiles({ repo: id, revision: info.sha, recursive: true, ...asked }))
        if (file.type === 'file' && files.push(HubFile.parse(file)) === MOST_FILES) break;
      return new HubRepository(
        { id, commit: info.sha, licence: info.cardData?.license ?? null },
        files,
        access,
      );
    } catch (error) {
      throw hubTrouble(error, id);
    }
  }

  /**
   * Brings one file into a folder, under its own path, once it is all there and as the hub says it is. A file that lies
   * there already and is so is not brought again.
   * @param onBytes  told how many more bytes are there.
   * @throws DomainError `model.hub-damaged` | `model.hub-refused` | `model.hub-unreachable`
   */
  async bring(path: string, folder: string, onBytes: (bytes: number) => void): Promise<void> {
    const file = this.files.get(path)!;
    const target = join(folder, path);
    if (await isAsListed(target, file)) return onBytes(file.size);
    await mkdir(dirname(target), { recursive: true });
    const partial = `${target}.partial`;
    const hash = hashOf(file);
    using idle = new IdleLimit(this.#access.idleMs ?? IDLE_MS);
    const { signal } = idle;
    const heard = (bytes: number) => {
      idle.heard();
      onBytes(bytes);
    };
    try {
      const blob = await downloadFile({
        repo: this.id,
        path,
        revision: this.commit,
        xet: false,
        ...this.#access,
        fetch: (input, init) => fetch(input, { ...init, signal }),
      });
      if (!blob) throw unknown(`${this.id}/${path}`);
      await pipeline(
        Readable.fromWeb(blob.stream() as import('node:stream/web').ReadableStream),
        bounded(hash, file.size, heard, damaged(`${this.id}/${path}`)),
        createWriteStream(partial),
        { signal },
      );
    } catch (error) {
      await rm(partial, { force: true });
      throw hubTrouble(signal.aborted ? signal.reason : error, this.id);
    }
    if (hash.digest('hex') !== expectedOf(file)) throw damaged(`${this.id}/${path}`);
    await rename(partial, target);
  }
}

/** Large files are known by the SHA-256 of their content, small ones as git knows them. */
function hashOf(file: HubFile): Hash {
  if (file.lfs) return createHash('sha256');
  return createHash('sha1').update(`blob ${file.size}\0`);
}

function expectedOf({ lfs, oid }: HubFile): string | undefined {
  return lfs?.oid ?? oid;
}

async function isAsListed(target: string, file: HubFile): Promise<boolean> {
  const found = await stat(target).catch(() => null);
  if (!found?.isFile() || found.size !== file.size) return false;
  const hash = hashOf(file);
  await pipeline(createReadStream(target), hash);
  return hash.digest('hex') === expectedOf(file);
}

/** Passes on what comes, as far as the file goes. */
function bounded(hash: Hash, size: number, onBytes: (bytes: number) => void, tooMuch: Error): Transform {
  let come = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      come += chunk.length;
      if (come > size) return done(tooMuch);
      hash.update(chunk);
      onBytes(chunk.length);
      done(null, chunk);
    },
  });
}
