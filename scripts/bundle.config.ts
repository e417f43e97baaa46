import path from 'node:path';
import { defineConfig } from 'vite';

const root = path.resolve(import.meta.dirname, '..');

/** What is not bundled: packages that look for files of their own, and those that are loaded seldom and by themselves. */
const apart =
  /^(?:puppeteer|@sparticuz\/|tinypool|harfbuzzjs|mermaid|pdfjs-dist|echarts|epub-gen-memory|opencc-js|pinyin-pro|@shikijs\/|temml|tar|aws4fetch|chokidar|hono|@hono\/|unified-language-server|@expo-google-fonts\/)/;

/**
 * Bundles what is started as a program, over the compiled files of the same names: a thousand small files take longer to load than
 * a short book to check. Who imports kanben as a library gets the files one by one.
 */
export default defineConfig({
  root,
  logLevel: 'warn',
  publicDir: false,
  ssr: { noExternal: /^(?!node:)/, external: [] },
  build: {
    ssr: true,
    target: 'node20',
    outDir: path.join(root, 'lib'),
    emptyOutDir: false,
    minify: false,
    license: { fileName: 'licences.md' },
    rolldownOptions: {
      input: {
        cli: path.join(root, 'src/cli.ts'),
        'language-server': path.join(root, 'src/language-server.ts'),
        'pdf/thread': path.join(root, 'src/pdf/thread.ts'),
      },
      external: apart,
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
    },
  },
});
