import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const here = import.meta.dirname;

/** What foliate-js would load for other formats than ours, and its unpackers: none of it is ever asked for. */
const unused = /^\.\/(?:vendor\/.*|mobi|fb2|comic-book|fixed-layout|tts)\.js$/;

function withoutUnused(): Plugin {
  const empty = '\0unused';
  return {
    name: 'without-unused',
    enforce: 'pre',
    resolveId: (id, from) => (from?.includes('/foliate-js/') && unused.test(id) ? empty : undefined),
    load: (id) => (id === empty ? 'export {}' : undefined),
  };
}

/** Bundles the pages of the preview into lib/preview-client, beside the compiled code. */
export default defineConfig({
  root: here,
  // The address begins with a secret that is another each time.
  base: './',
  logLevel: 'warn',
  plugins: [withoutUnused()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: path.resolve(here, '../../../lib/preview-client'),
    emptyOutDir: true,
    license: { fileName: 'licences.md' },
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
