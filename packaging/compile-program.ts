import { build } from 'vite';
import { moduleAddresses } from './module-addresses.ts';
import { NATIVE_PACKAGES } from './native-packages.ts';

/** What starts from outside; processes and threads that these start are found by their addresses. */
const ENTRIES = { main: 'main/index.ts', semblance: 'cli/semblance.ts' };

/** Where the package has the folders that the program reads, seen from `out/program` in the archive. */
const PLACES = {
  // Beside the archive: native code opens the model, and the sample library is copied as a folder.
  resources: '../../..',
  out: '..',
};

/**
 * Compiles main process, engine processes and command line to JavaScript, with the packages they use.
 * @param outDir  emptied first; `.vite/licenses.json` in it lists the packages that went in.
 */
export async function compileProgram(root: string, outDir: string): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    plugins: [moduleAddresses(root, PLACES)],
    ssr: { noExternal: true, external: NATIVE_PACKAGES },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'esnext',
      minify: false,
      license: { fileName: '.vite/licenses.json' },
      rolldownOptions: {
        input: ENTRIES,
        external: [...NATIVE_PACKAGES, /^electron(\/|$)/],
        // `.mjs` is a module wherever it lies: Node finds no package.json in archives that would tell.
        output: { format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
      },
    },
  });
}
