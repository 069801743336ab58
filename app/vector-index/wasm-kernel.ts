/** A growing linear memory; `grow` detaches the buffers handed out before. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** What Node offers and @types/node does not describe. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (limits: { initial: number; maximum: number }) => WasmMemory;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

export const WASM_PAGE_BYTES = 65_536;

const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };

/**
 * Compiles a kernel that imports its memory as `block.memory`.
 * @param base64  the bytes of the module.
 * @returns makes a memory that begins with so many bytes and may grow to `maxBytes`, with its own instance.
 */
export function compileKernel<Kernel>(base64: string) {
  const module = new WebAssembly.Module(Buffer.from(base64, 'base64'));
  return (bytes: number, maxBytes: number): { memory: WasmMemory; kernel: Kernel } => {
    const pages = (size: number) => Math.ceil(size / WASM_PAGE_BYTES);
    const memory = new WebAssembly.Memory({ initial: pages(bytes), maximum: pages(maxBytes) });
    const instance = new WebAssembly.Instance(module, { block: { memory } });
    return { memory, kernel: instance.exports as Kernel };
  };
}
