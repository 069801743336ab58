import type { OpenTarget } from '../target.ts';

/**
 * What the process of a target may do: compute, and read the program; load native modules besides; or all that an engine
 * does (processes, threads, sockets).
 */
export type Powers = 'none' | 'native' | 'engine';

interface RegisteredTarget {
  readonly open: OpenTarget;
  readonly powers: Powers;
  /** Its share of all cases. */
  readonly weight: number;
}

/** By name. A target is loaded when it is opened, since those without powers could not load what others need. */
export const TARGETS: Readonly<Record<string, RegisteredTarget>> = {
  markdown: {
    open: async () => (await import('./documents.ts')).openMarkdown(),
    powers: 'none',
    weight: 14,
  },
  html: { open: async () => (await import('./documents.ts')).openHtml(), powers: 'none', weight: 15 },
  text: { open: async () => (await import('./documents.ts')).openText(), powers: 'none', weight: 10 },
  bytes: { open: async () => (await import('./bytes.ts')).openBytes(), powers: 'none', weight: 8 },
  sentences: {
    open: async () => (await import('./sentences.ts')).openSentences(),
    powers: 'none',
    weight: 15,
  },
  words: { open: async () => (await import('./words.ts')).openWords(), powers: 'none', weight: 5 },
  query: {
    open: async (folder) => (await import('./query.ts')).openQuery(folder),
    powers: 'native',
    weight: 15,
  },
  ignore: {
    open: async (folder) => (await import('./ignore.ts')).openIgnore(folder),
    powers: 'none',
    weight: 4,
  },
  tokenizer: {
    open: async () => (await import('./tokenizer.ts')).openTokenizer(),
    powers: 'none',
    weight: 8,
  },
  'tokenizer-files': {
    open: async (folder) => (await import('./tokenizer-files.ts')).openTokenizerFiles(folder),
    powers: 'none',
    weight: 4,
  },
  'model-files': {
    open: async (folder) => (await import('./model-files.ts')).openModelFiles(folder),
    powers: 'none',
    weight: 5,
  },
  safetensors: {
    open: async (folder) => (await import('./safetensors.ts')).openSafetensors(folder),
    powers: 'none',
    weight: 8,
  },
  checkpoint: {
    open: async (folder) => (await import('./checkpoint.ts')).openCheckpoint(folder),
    powers: 'none',
    weight: 4,
  },
  onnx: {
    open: async (folder) => (await import('./onnx.ts')).openOnnx(folder),
    powers: 'native',
    weight: 2,
  },
  contract: {
    open: async (folder) => (await import('./contract.ts')).openContract(folder),
    powers: 'engine',
    weight: 6,
  },
  loopback: {
    open: async (folder) => (await import('./loopback.ts')).openLoopback(folder),
    powers: 'engine',
    weight: 6,
  },
};
