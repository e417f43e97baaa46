import type { Schema } from 'hast-util-sanitize';

const sections = ['article', 'aside', 'div', 'figure', 'figcaption', 'header', 'section'];
const text = [
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'br',
  'cite',
  'code',
  'del',
  'dfn',
  'em',
  'i',
  'ins',
  'kbd',
  'mark',
  'q',
  's',
];
const more = [
  'samp',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'time',
  'u',
  'var',
  'wbr',
  'ruby',
  'rb',
  'rp',
  'rt',
  'img',
];
/** What stands within a line. */
export const phrasing: readonly string[] = [...text, ...more];

const blocks = [
  'blockquote',
  'dd',
  'dl',
  'dt',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'input',
  'li',
  'ol',
  'p',
  'pre',
  'ul',
];
const tables = ['caption', 'col', 'colgroup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr'];

/**
 * The HTML that a manuscript may hold, in Markdown or written as tags. No scripts, styles, frames, forms or event
 * handlers; nothing that loads from the network. What is not listed is dropped, and its text kept.
 */
export const allowed: Schema = {
  tagNames: [...sections, ...phrasing, ...blocks, ...tables],
  attributes: {
    '*': ['className', 'dir', 'id', 'lang', 'title', ['role', /^doc-/]],
    a: ['href'],
    col: ['span'],
    colgroup: ['span'],
    img: ['alt', 'height', 'src', 'width'],
    input: [['type', 'checkbox'], ['disabled', true], 'checked'],
    li: ['value'],
    ol: ['reversed', 'start', 'type'],
    td: ['align', 'colSpan', 'headers', 'rowSpan'],
    th: ['abbr', 'align', 'colSpan', 'headers', 'rowSpan', 'scope'],
    time: ['dateTime'],
  },
  ancestors: Object.fromEntries(tables.filter((tag) => tag !== 'table').map((tag) => [tag, ['table']])),
  required: { input: { type: 'checkbox', disabled: true } },
  // Every `src` is looked at by images.ts, which refuses with a message what is no file of the manuscript.
  protocols: { href: ['http', 'https', 'mailto', 'tel'] },
  // Scripts are off in the browser and in readers, so an id cannot shadow anything: ids stay as written.
  clobber: [],
  clobberPrefix: '',
  strip: ['script', 'style', 'template', 'iframe', 'object'],
};
