// The compiled form of sign-kernel.wat.
import { compileKernel } from './wasm-kernel.ts';

export interface SignKernel {
  /**
   * How many bits of each code differ from the query's, into `out` (uint16). All pointers are byte offsets into the
   * memory; `width` is in bytes, a multiple of 16 up to 496.
   */
  differences(query: number, codes: number, count: number, width: number, out: number): void;
}

const BYTES =
  'AGFzbQEAAAABCQFgBX9/f39/AAIRAQVibG9jawZtZW1vcnkCAAEDAgEABw8BC2RpZmZlcmVuY2VzAAAKngEBmwECBH8BeyABIQUgBCACQQF0ai' +
  'EIAkADQCAEIAhPDQEgBSADaiEGIAAhB/0MAAAAAAAAAAAAAAAAAAAAACEJA0AgCSAH/QAEACAF/QAEAP1R/WL9biEJIAdBEGohByAFQRBqIQUg' +
  'BSAGSQ0ACyAJ/X39fyEJIAQgCf0bACAJ/RsBaiAJ/RsCIAn9GwNqajsBACAEQQJqIQQMAAsLCw==';

export const createSignKernel = compileKernel<SignKernel>(BYTES);
