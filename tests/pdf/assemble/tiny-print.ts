/**
 * A print as small as can be, in the shape that Chromium writes: a catalog, pages with kids, and named destinations, each the index
 * of a page. What is painted on the pages is left out.
 */
export function tinyPrint(pages: number, named: Readonly<Record<string, number>>): Buffer {
  const first = 4;
  const list = Array.from({ length: pages }, (_, i) => first + i);
  const destinations = Object.entries(named).map(([id, page]) => `/${escaped(id)} [${first + page} 0 R /XYZ 0 700 0]`);
  const objects = [
    '<</Type /Catalog/Pages 2 0 R/Dests 3 0 R>>',
    `<</Type /Pages/Count ${pages}/Kids [${list.map((each) => `${each} 0 R`).join(' ')}]>>`,
    `<<${destinations.join('')}>>`,
    ...list.map(() => '<</Type /Page/Parent 2 0 R/MediaBox [0 0 595 842]>>'),
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const offset = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const lines = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${lines.join('')}`;
  return Buffer.from(
    `${file}${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF\n`,
    'latin1',
  );
}

/** As Chromium names the destination of an id: first as an address has it, then as a PDF name has that. */
function escaped(id: string): string {
  return encodeURIComponent(id).replaceAll('%', '#25');
}
