import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'renderer',
  plugins: [react()],
  // `vite build` builds every environment: the window, and the preload script of its Electron shell.
  builder: {},
  environments: {
    client: {
      build: {
        outDir: '../out/renderer',
        emptyOutDir: true,
        // Both hosts forbid inline code, and data URLs for anything but images.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        license: { fileName: '.vite/licenses.json' },
      },
    },
    preload: {
      consumer: 'server',
      build: {
        outDir: '../out/preload',
        emptyOutDir: true,
        rolldownOptions: {
          input: 'main/preload/index.ts',
          external: ['electron'],
          // A sandboxed preload script can be neither a module nor TypeScript.
          output: { format: 'cjs', entryFileNames: 'index.cjs' },
        },
      },
    },
  },
});
