// The compiled form of int8-kernel.wat. On one core it is several times faster than the same loop in JavaScript, needs no
// native library, and its integer sums are the same on every machine (docs/decisions/0006-exact-scan.md).
import { compileKernel } from './wasm-kernel.ts';

/** Dot products into `out` (int32). All pointers are byte offsets into the memory; `width` is a multiple of 16. */
export interface Int8Kernel {
  /** Rows 0 … count - 1 beginning at `rows`; count is a multiple of 4. */
  scan(query: number, rows: number, count: number, width: number, out: number): void;
  /** The rows whose uint32 numbers stand at `picked`. */
  pick(query: number, rows: number, picked: number, count: number, width: number, out: number): void;
}

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

export const createInt8Kernel = compileKernel<Int8Kernel>(BYTES);
