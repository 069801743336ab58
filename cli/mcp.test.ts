import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capturedRun } from './captured-run.ts';

const PROGRAM = fileURLToPath(new URL('./semblance.ts', import.meta.url));
const MODEL = fileURLToPath(new URL('../app/embedding/fixtures/tiny-deelm', import.meta.url));
const FERRY = '# Ferry\n\nThe ferry was late again. Nobody was told why.\n';

interface ToolAnswer {
  readonly isError?: boolean;
  readonly content: readonly { readonly type: string; readonly text: string }[];
  readonly structuredContent?: Record<string, unknown>;
}

let root: string;
let note: string;
let assistant: Assistant;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'semblance-mcp-'));
  mkdirSync(join(root, 'notes'));
  note = join(root, 'notes', 'ferry.md');
  writeFileSync(note, FERRY);
  writeFileSync(join(root, 'secret.md'), 'No document of the library.\n');
  await capturedRun(['index', join(root, 'notes'), ...library()]);
  assistant = await Assistant.connect();
});
afterAll(async () => {
  await assistant.hangUp();
  rmSync(root, { recursive: true });
});

const library = () => ['--library', join(root, 'library'), '--model', MODEL];

/** The other end: one JSON-RPC message a line, as the protocol's specification of 2025-06-18 has it (Transports, stdio). */
class Assistant {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, (answer: { result?: never; error?: unknown }) => void>();
  #asked = 0;

  private constructor(process: ChildProcessWithoutNullStreams) {
    this.#process = process;
    createInterface(process.stdout).on('line', (line) => {
      const message = JSON.parse(line);
      this.#waiting.get(message.id)?.(message);
    });
  }

  static async connect(): Promise<Assistant> {
    const assistant = new Assistant(spawn(process.execPath, [PROGRAM, 'mcp', ...library()]));
    await assistant.ask('initialize', {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    });
    assistant.#send({ method: 'notifications/initialized' });
    return assistant;
  }

  /** Sends one line that is longer than anybody reads. */
  static async flood(): Promise<{ status: number; stderr: string }> {
    const child = spawn(process.execPath, [PROGRAM, 'mcp', ...library()]);
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.stdin.on('error', () => {});
    child.stdin.write(Buffer.alloc(12_000_000, 'a'));
    const [status] = await once(child, 'exit');
    return { status, stderr };
  }

  async ask<Result>(method: string, params: object): Promise<Result> {
    const id = ++this.#asked;
    const answer = new Promise<{ result?: Result; error?: unknown }>((resolve) =>
      this.#waiting.set(id, resolve),
    );
    this.#send({ id, method, params });
    const { result, error } = await answer;
    if (error !== undefined) throw new Error(JSON.stringify(error));
    return result!;
  }

  call(name: string, args: object): Promise<ToolAnswer> {
    return this.ask('tools/call', { name, arguments: args });
  }

  /** @returns the exit code. */
  async hangUp(): Promise<number> {
    const ended = once(this.#process, 'exit');
    this.#process.stdin.end();
    return (await ended)[0];
  }

  #send(message: object): void {
    this.#process.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }
}

describe('an assistant', () => {
  it('is offered tools that only read', async () => {
    const { tools } = await assistant.ask<{
      tools: { name: string; annotations: { readOnlyHint: boolean } }[];
    }>('tools/list', {});
    expect(tools.map(({ name }) => name)).toEqual(['search', 'similar', 'read_document', 'compare']);
    for (const { annotations } of tools) expect(annotations.readOnlyHint).toBe(true);
  });

  it('finds passages, as the command line gives them', async () => {
    const answer = await assistant.call('search', { query: 'ferry late' });
    const { stdout } = await capturedRun(['search', 'ferry late', '--json', ...library()]);
    expect(answer.structuredContent).toEqual({ notes: [], hits: JSON.parse(stdout).hits });
    expect(JSON.parse(answer.content[0]!.text)).toEqual(answer.structuredContent);
  });

  it('finds what resembles a text or a document', async () => {
    const { structuredContent } = await assistant.call('similar', { text: 'A late ferry.' });
    expect(structuredContent).toMatchObject({ hits: [{ document: note }] });
    const neither = await assistant.call('similar', {});
    expect(neither).toMatchObject({ isError: true });
    expect(neither.content[0]!.text).toContain('either text or document');
  });

  it('reads documents of the library, and no other file', async () => {
    const { structuredContent } = await assistant.call('read_document', {
      document: note,
      start: 9,
      length: 25,
    });
    expect(structuredContent).toMatchObject({
      text: 'The ferry was late again.',
      end: 34,
      totalCharacters: FERRY.length,
    });
    for (const document of [join(root, 'secret.md'), join(root, 'notes', '..', 'secret.md'), '/etc/passwd']) {
      const answer = await assistant.call('read_document', { document });
      expect(answer).toMatchObject({ isError: true });
      expect(answer.content[0]!.text).toContain('document.unknown');
    }
  });

  it('compares two texts', async () => {
    const { structuredContent } = await assistant.call('compare', {
      a: 'The ferry was late.',
      b: 'The ferry was late.',
    });
    expect(structuredContent).toMatchObject({
      verdict: 'same',
      sharedWords: expect.arrayContaining(['ferry']),
    });
    expect(structuredContent?.cosine).toBeCloseTo(1);
  });

  it('is told what is wrong with a call, and may go on', async () => {
    expect(await assistant.call('search', { query: '' })).toMatchObject({ isError: true });
    expect(await assistant.call('search', { query: 'ferry', limit: 1e9 })).toMatchObject({ isError: true });
    const broken = await assistant.call('compare', { a: '', b: 'x' });
    expect(broken.content[0]!.text).toContain('compare.empty');
    expect(await assistant.call('search', { query: 'ferry' })).not.toHaveProperty('isError', true);
  });

  it('is answered from what was indexed meanwhile', async () => {
    writeFileSync(note, FERRY.replace('late', 'cancelled'));
    await capturedRun(['index', join(root, 'notes'), ...library()]);
    await expect
      .poll(
        async () => (await assistant.call('search', { query: 'cancelled', mode: 'words' })).structuredContent,
        {
          timeout: 10_000,
        },
      )
      .toMatchObject({ hits: [{ document: note }] });
  });
});

describe('the server', () => {
  it('ends when the assistant hangs up', async () => {
    const another = await Assistant.connect();
    expect(await another.hangUp()).toBe(0);
  });

  it('answers what was asked before the assistant hung up', async () => {
    const another = await Assistant.connect();
    const answers = Promise.all(
      ['ferry', 'late'].map((query) => another.call('search', { query, mode: 'words' })),
    );
    const status = another.hangUp();
    for (const answer of await answers) expect(answer).toMatchObject({ content: [{ type: 'text' }] });
    expect(await status).toBe(0);
  });

  it('ends with a word when what it is sent has no end', async () => {
    const { status, stderr } = await Assistant.flood();
    expect(stderr).toContain('mcp.trouble');
    expect(status).toBe(1);
  });

  it('says on stderr why it does not start, and nothing on stdout', async () => {
    const { status, stdout, stderr } = await capturedRun(['mcp', '--library', join(root, 'none')]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('library.missing');
  });
});
