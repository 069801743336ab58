// The compiled form of int8-kernel.wat. On one core it is several times faster than the same loop in JavaScript, needs no
// native library, and its integer sums are the same on every machine (docs/decisions/0006-exact-scan.md).

/** A growing linear memory; `grow` detaches the buffers handed out before. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** Dot products into `out` (int32). All pointers are byte offsets into the memory; `width` is a multiple of 16. */
export interface Int8Kernel {
  /** Rows 0 … count - 1 beginning at `rows`; count is a multiple of 4. */
  scan(query: number, rows: number, count: number, width: number, out: number): void;
  /** The rows whose uint32 numbers stand at `picked`. */
  pick(query: number, rows: number, picked: number, count: number, width: number, out: number): void;
}

/** What Node offers and @types/node does not describe. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (limits: { initial: number; maximum: number }) => WasmMemory;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

export const WASM_PAGE_BYTES = 65_536;

const BYTES =
  'AGFzbQEAAAABFwNgBX9/f39/AGAGf39/f39/AGABewF/AhEBBWJsb2NrBm1lbW9yeQIAAQMEAwABAgcPAgRzY2FuAAAEcGljawAB' +
  'CqYEA9gCAgZ/BXsgBCACQQJ0aiEKAkADQCAEIApPDQEgASADaiEJIAkhBSAFIANqIQYgBiADaiEHIAAhCP0MAAAAAAAAAAAAAAAA' +
  'AAAAACEMIAwhDSAMIQ4gDCEPA0AgCP0ABAAhCyAMIAsgAf0BAwD9ugH9rgEhDCANIAsgBf0BAwD9ugH9rgEhDSAOIAsgBv0BAwD9' +
  'ugH9rgEhDiAPIAsgB/0BAwD9ugH9rgEhDyAI/QAEECELIAwgCyAB/QEDCP26Af2uASEMIA0gCyAF/QEDCP26Af2uASENIA4gCyAG' +
  '/QEDCP26Af2uASEOIA8gCyAH/QEDCP26Af2uASEPIAhBIGohCCABQRBqIQEgBUEQaiEFIAZBEGohBiAHQRBqIQcgASAJSQ0ACyAE' +
  'IAwQAjYCACAEIA0QAjYCBCAEIA4QAjYCCCAEIA8QAjYCDCAEQRBqIQQgByEBDAALCwuvAQIEfwJ7IAUgA0ECdGohCQJAA0AgBSAJ' +
  'Tw0BIAEgAigCACAEbGohBiAGIARqIQcgACEI/QwAAAAAAAAAAAAAAAAAAAAAIQogCiELA0AgCiAI/QAEACAG/QEDAP26Af2uASEK' +
  'IAsgCP0ABBAgBv0BAwj9ugH9rgEhCyAIQSBqIQggBkEQaiEGIAYgB0kNAAsgBSAKIAv9rgEQAjYCACACQQRqIQIgBUEEaiEFDAAL' +
  'CwsZACAA/RsAIAD9GwFqIAD9GwIgAP0bA2pqCw==';

const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };
const module = new WebAssembly.Module(Buffer.from(BYTES, 'base64'));

/** A memory with its own instance of the kernel. */
export function createKernel(pages: { initial: number; maximum: number }): {
  memory: WasmMemory;
  kernel: Int8Kernel;
} {
  const memory = new WebAssembly.Memory(pages);
  const instance = new WebAssembly.Instance(module, { block: { memory } });
  return { memory, kernel: instance.exports as Int8Kernel };
}
