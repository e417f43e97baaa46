import { expect, it } from 'vitest';
import { buildEpub } from '../epub/build.ts';
import { openEpub } from '../epub/contents.ts';

it('gives the data of a chart as a table behind it', async () => {
  const bytes = await buildEpub('charts');
  const xhtml = openEpub(bytes).text('OEBPS/c01.xhtml');
  expect(xhtml).toMatch(/<img [^>]*aria-details="kb-data-fig-bar"/);
  const [data = ''] = /<details class="chart-data" id="kb-data-fig-bar">.*?<\/details>/s.exec(xhtml) ?? [];
  expect(data).toMatch(/<th [^>]*scope="col"[^>]*>第二产业<\/th><th [^>]*scope="col"[^>]*>第三产业<\/th>/);
  expect(data).toMatch(/<th [^>]*scope="row"[^>]*>2020<\/th><td [^>]*>1541/);
  expect(xhtml.match(/<details /g)).toHaveLength(9);
});
