import type { Root } from 'hast';
import type { VFile } from 'vfile';
import { say } from '../report/message.ts';
import { eachElement } from './each-element.ts';

/** RFC 3986 has no place for these; browsers mend them, EPUB forbids them. */
const notInAddresses = /[^\x21-\x7E]+|["<>\\^`{|}]/g;

/** Writes web addresses as RFC 3986 has them. One that cannot be mended is an error; targets in the book are checked before. */
export default function rehypeAddresses() {
  return (tree: Root, file: VFile): void => {
    eachElement(tree.children, (element) => {
      const { href } = element.properties;
      if (element.tagName !== 'a' || typeof href !== 'string') return;
      const address = href.replace(notInAddresses, encodeURIComponent);
      element.properties.href = address;
      if (!/^[a-z][a-z\d+.-]*:/i.test(href) || URL.canParse(address)) return;
      const zh = `地址“${href}”不合写法。请检查有没有空格或漏字。`;
      const en = `The address "${href}" is malformed. Look for spaces and missing characters.`;
      say(file, 'html:link-address', { zh, en }, { place: element, severity: 'error' });
      delete element.properties.href;
    });
  };
}
