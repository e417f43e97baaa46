import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A run of print: from the left edge of its first character to the right edge of its last, and its baseline, in mm. */
export interface Printed {
  text: string;
  left: number;
  right: number;
  /** From the head of the page. */
  baseline: number;
  /** pt. */
  size: number;
}

const mm = 25.4 / 72;

/** The runs of each page, in the order of the file, and the labels of the pages. */
export async function printedIn(bytes: Uint8Array): Promise<{ pages: Printed[][]; labels: string[] }> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: Printed[][] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const [x = 0, , , top = 0] = page.view;
    const { items } = await page.getTextContent();
    pages.push(
      items.flatMap((item) =>
        'str' in item && item.str.trim() !== ''
          ? [
              {
                text: item.str,
                left: (item.transform[4] - x) * mm,
                right: (item.transform[4] - x + item.width) * mm,
                baseline: (top - item.transform[5]) * mm,
                size: item.transform[3],
              },
            ]
          : [],
      ),
    );
  }
  return { pages, labels: (await pdf.getPageLabels())?.map(String) ?? [] };
}
