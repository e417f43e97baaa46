/**
 * Checks the same generated 1 MB of Chinese Markdown with ours (full parse, all rules), autocorrect-node, zhlint and pangu, and
 * prints the ratios; then ours against size, which should grow in a straight line. `npm run bench:text`
 */
import autocorrect from 'autocorrect-node';
import { pangu } from 'pangu';
import { VFile } from 'vfile';
import * as zhlint from 'zhlint';
import { parseMarkdown } from '../../lib/markdown/index.js';
import { checkTypography } from '../../lib/typography/index.js';
import { generate } from './generate.mjs';

// zhlint 0.8.2 stops with an error on a point at the start of a text node; without its list of abbreviations it does not.

const bytes = (text) => Buffer.byteLength(text);
// A Han character takes three bytes.
const text = generate(400_000);

const tools = {
  'kanben (parse)': () => parseMarkdown(new VFile(text)),
  kanben: () => check(text),
  'autocorrect-node': () => autocorrect.lintFor(text, 'a.md'),
  zhlint: () => zhlint.run(text, { rules: { preset: 'default', skipAbbrs: [] } }),
  'pangu (plain text, no parse)': () => pangu.spacingText(text),
};

function check(source) {
  const file = new VFile(source);
  checkTypography(parseMarkdown(file), file);
  return file.messages.length;
}

/** The best of several runs, taken in turn so that a busy moment strikes all alike. */
function measure(jobs, rounds) {
  const best = Object.fromEntries(Object.keys(jobs).map((name) => [name, Number.POSITIVE_INFINITY]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, job] of Object.entries(jobs)) {
      const start = performance.now();
      job();
      best[name] = Math.min(best[name], performance.now() - start);
    }
  }
  return best;
}

const best = measure(tools, 3);
console.log(`${(bytes(text) / 1e6).toFixed(2)} MB, best of 3, Node ${process.version}`);
for (const [name, time] of Object.entries(best)) {
  console.log(`${name.padEnd(30)} ${time.toFixed(0).padStart(6)} ms   ${(time / best.kanben).toFixed(2)} × kanben`);
}

console.log('\nkanben against size');
for (const size of [50_000, 100_000, 200_000, 400_000]) {
  const source = generate(size);
  const time = measure({ check: () => check(source) }, 2).check;
  console.log(
    `${(bytes(source) / 1e6).toFixed(2).padStart(6)} MB ${time.toFixed(0).padStart(6)} ms   ${((time / bytes(source)) * 1e6).toFixed(0)} ms/MB`,
  );
}
