import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'renderer',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    // Both hosts forbid inline code and data URLs for anything but images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
