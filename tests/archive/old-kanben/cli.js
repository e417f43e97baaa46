// Stands for a kanben of another time: writes what that one wrote, from the manuscript that it is given.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';

const [, manuscript, , out] = process.argv.slice(2);
if (!existsSync(`${manuscript}/book.yaml`)) process.exit(2);
const pdf = '%PDF of old';
const sha256 = createHash('sha256').update(pdf).digest('hex');
mkdirSync(out, { recursive: true });
writeFileSync(`${out}/report.pdf`, pdf);
writeFileSync(
  `${out}/report.edition.json`,
  JSON.stringify({
    outputs: [{ path: 'report.pdf', sha256 }],
    tools: [{ name: 'kanben', version: '0.0.9', sha256: '0'.repeat(64) }],
    template: { files: [], fonts: [] },
  }),
);
