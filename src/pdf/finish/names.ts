import { PDFName } from '@cantoo/pdf-lib';

const made = new Map<string, PDFName>();
const texts = new WeakMap<PDFName, string>();

/** The name object of a text. pdf-lib has each once as well, but reads the text for escapes every time: a book asks millions of times. */
export function toName(text: string): PDFName {
  let name = made.get(text);
  if (!name) {
    name = PDFName.of(text);
    made.set(text, name);
  }
  return name;
}

/** The text of a name object, without its slash. */
export function nameText(name: PDFName): string {
  let text = texts.get(name);
  if (text === undefined) {
    text = name.decodeText();
    texts.set(name, text);
  }
  return text;
}
