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
/** Elements that stand in a line of text. */
export const phrasing: ReadonlySet<string> = new Set([...text, ...more]);
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

/** Values that HTML gives a meaning; others are dropped. */
const whole = /^[1-9]\d{0,3}$/;
const width = /^\d{1,3}(\.\d+)?(%|mm|em)$/;
const integer = /^-?\d{1,9}$/;
export const languageTag = /^[A-Za-z]{2,8}(-[A-Za-z\d]{1,8})*$/;
const align: ['align', ...string[]] = ['align', 'left', 'center', 'right'];
/** DPUB-ARIA roles that a reading system acts on, or that say what an author's own markup is. */
const roles = [
  'doc-abstract',
  'doc-biblioref',
  'doc-epigraph',
  'doc-example',
  'doc-glossary',
  'doc-glossref',
  'doc-index',
  'doc-noteref',
  'doc-notice',
  'doc-pullquote',
  'doc-tip',
];

/**
 * The HTML that a manuscript may hold, in Markdown or written as tags. No scripts, styles, frames, forms or event
 * handlers; nothing that loads from the network. What is not listed is dropped, and its text kept.
 */
export const allowed: Schema = {
  tagNames: [...sections, ...text, ...more, ...blocks, ...tables],
  attributes: {
    '*': ['className', ['dir', 'ltr', 'rtl', 'auto'], 'id', ['lang', languageTag], 'title', ['role', ...roles]],
    a: ['href'],
    div: ['dataOutput'],
    col: [
      ['span', whole],
      ['dataWidth', width],
    ],
    colgroup: [['span', whole]],
    img: ['alt', 'height', 'src', 'width', ['dataWidth', width]],
    input: [['type', 'checkbox'], ['disabled', true], 'checked'],
    li: [['value', integer]],
    ol: ['reversed', ['start', integer], ['type', '1', 'a', 'A', 'i', 'I']],
    span: [['dataWidth', width]],
    td: [align, ['colSpan', whole], ['rowSpan', whole]],
    th: ['abbr', align, ['colSpan', whole], ['rowSpan', whole], ['scope', 'row', 'col', 'rowgroup', 'colgroup']],
    time: [['dateTime', /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?$/]],
  },
  // Parts of a list, a figure or a table mean nothing outside it.
  ancestors: {
    ...Object.fromEntries(tables.filter((tag) => tag !== 'table').map((tag) => [tag, ['table']])),
    dd: ['dl'],
    dt: ['dl'],
    figcaption: ['figure'],
    li: ['ol', 'ul'],
    rb: ['ruby'],
    rp: ['ruby'],
    rt: ['ruby'],
  },
  required: { bdo: { dir: 'ltr' }, input: { type: 'checkbox', disabled: true } },
  // Every `src` is looked at by images.ts, which refuses with a message what is no file of the manuscript.
  protocols: { href: ['http', 'https', 'mailto', 'tel'] },
  // Scripts are off in the browser and in readers, so an id cannot shadow anything: ids stay as written.
  clobber: [],
  clobberPrefix: '',
  strip: ['script', 'style', 'template', 'iframe', 'object'],
};
