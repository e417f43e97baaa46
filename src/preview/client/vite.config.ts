import path from 'node:path';
import { defineConfig } from 'vite';

const here = import.meta.dirname;

/** Bundles the pages of the preview into lib/preview-client, beside the compiled code. */
export default defineConfig({
  root: here,
  // The address begins with a secret that is another each time.
  base: './',
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: path.resolve(here, '../../../lib/preview-client'),
    emptyOutDir: true,
    target: 'es2023',
    // Scripts of data: addresses would be refused by our own policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      input: { index: path.join(here, 'index.html'), reader: path.join(here, 'reader.html') },
      output: { codeSplitting: { groups: [{ name: 'pdf', test: /pdfjs-dist/ }] } },
    },
  },
});
