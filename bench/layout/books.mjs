// Builds books of words without meaning in each template and prints what the audit finds: node bench/layout/books.mjs [OPTIONS].
//   --template report,book,vertical   --seeds 1-20   --chapters 1   --blocks 30   --notes 12   --out FOLDER (keeps the PDFs)
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { generateBook } from '../../lib/generator/generate-book.js';
import { buildEdition } from '../../lib/index.js';

const { values } = parseArgs({
  options: {
    template: { type: 'string', default: 'report,book,vertical' },
    seeds: { type: 'string', default: '1' },
    chapters: { type: 'string', default: '1' },
    blocks: { type: 'string', default: '30' },
    notes: { type: 'string', default: '12' },
    out: { type: 'string' },
  },
});
const [first, last = first] = values.seeds.split('-').map(Number);
const root = values.out ?? (await mkdtemp(path.join(tmpdir(), 'kanben-books-')));
for (const template of values.template.split(',')) {
  const totals = { pages: 0, faults: 0, clean: 0 };
  for (let seed = first; seed <= last; seed++) {
    const folder = path.join(root, `${template}-${seed}`);
    const size = { chapters: Number(values.chapters), blocks: Number(values.blocks), notes: Number(values.notes) };
    await generateBook(folder, { seed, template, ...size });
    const { messages, pages } = await buildEdition({ folder, out: path.join(folder, 'out'), formats: ['pdf'] });
    const faults = messages.filter(({ source }) => source === 'print');
    totals.pages += pages;
    totals.faults += faults.length;
    if (faults.length === 0) totals.clean += 1;
    for (const fault of faults) console.log(`${template} ${seed}: ${fault.ruleId} ${fault}`);
  }
  console.log(
    `${template}: seeds ${first}–${last}, ${totals.pages} pages, ${totals.faults} faults, ${totals.clean} books without`,
  );
}
if (!values.out) await rm(root, { recursive: true, force: true });
