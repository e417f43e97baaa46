import { z } from 'zod';
import { convertSchema } from './convert-options.ts';
import { epubSchema } from './epub-options.ts';
import { lineOptionsSchema } from './line-options.ts';
import { printerOptionsSchema } from './printer-options.ts';
import { someKeys } from './some-keys.ts';
import { typographySchema } from './typography-options.ts';

/**
 * book.yaml: one schema for types, defaults, documentation (docs/options.md) and the JSON Schema that editors use
 * (`kanben/schema.json`). The description of each key is Chinese first, then English.
 */

/** MARC relator terms in use for reports and books. https://id.loc.gov/vocabulary/relators */
export const roles = ['author', 'editor', 'translator', 'illustrator', 'designer', 'contributor'] as const;

const text = z.string().trim().min(1);

const creator = z
  .strictObject({
    name: text.describe('姓名或机构名 / name of a person or a body'),
    role: z.enum(roles).default('author').describe('责任方式 / role'),
    'file-as': text.optional().describe('排序用名，如拼音 / name to sort by, e.g. in pinyin'),
  })
  .describe('责任者 / a creator');

const isoDate = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
  // Called for dates of a wrong form too; the regular expression has reported those.
  .refine((date) => {
    const time = Date.parse(`${date}T00:00:00Z`);
    return Number.isNaN(time) || new Date(time).toISOString().startsWith(date);
  });

export const languages = ['zh-Hans', 'zh-Hant-TW', 'zh-Hant-HK'] as const;

/** The id of a chapter or part. */
const chapterId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/);

const partOfBook = z
  .strictObject({
    part: text.describe('编的标题 / title of the part'),
    id: chapterId.optional().describe('编的标识，供链接使用，只用 ASCII / id for links, ASCII'),
    chapters: z.array(text).min(1).describe('这一编的各章，按顺序 / its chapter files in order'),
  })
  .describe('一编：标题和它的各章 / a part: its title and its chapters');

/** What can be listed behind the contents; where notes can stand, how they can be numbered and the numbers written. */
export const listKinds = ['figures', 'tables', 'listings'] as const;
export const notePlaces = ['page', 'chapter', 'side'] as const;
export const noteNumberings = ['chapter', 'book', 'page'] as const;
export const noteNumerals = ['circled', 'digits'] as const;

/** How headwords are put in order. */
const orders = ['pinyin', 'stroke', 'zhuyin'] as const;

/** Standards that the PDF can follow: PDF/A-2a, PDF/A-3a, PDF/UA-1. */
export const conformances = ['a-2a', 'a-3a', 'ua-1'] as const;

const pdfSchema = z.strictObject({
  conformance: z
    .array(z.enum([...conformances, 'none']))
    .min(1)
    .default(['a-2a', 'ua-1'])
    .refine((values) => !(values.includes('none') && values.length > 1))
    .refine((values) => !(values.includes('a-2a') && values.includes('a-3a')))
    .describe(
      'PDF 遵守的标准：a-2a 存档，a-3a 存档并把书稿嵌入 PDF，ua-1 无障碍；none 不声明 / standards that the PDF follows: a-2a archival, a-3a archival with the manuscript inside, ua-1 accessible; none claims none',
    ),
  images: z
    .strictObject({
      maxDpi: z
        .number()
        .int()
        .min(50)
        .max(2400)
        .optional()
        .describe(
          '印出来每英寸最多多少像素，多的缩小，如 300 / most pixels an inch in print; larger pictures are scaled down',
        ),
      jpegQuality: z
        .number()
        .int()
        .min(1)
        .max(100)
        .optional()
        .describe('JPEG 重新压缩的质量，1–100 / JPEGs are compressed again in this quality, 1–100'),
    })
    .optional()
    .describe(
      'PDF 里的图片怎样变小；不写则原样放入 / how pictures are made smaller in the PDF; default: left as they are',
    ),
  audit: z
    .boolean()
    .default(true)
    .describe(
      '排好后是否检查版面（禁则、行末、孤行、超出版心等） / whether the printed pages are checked (line starts and ends, widows, edges …)',
    ),
  printer: printerOptionsSchema
    .optional()
    .describe(
      '另出一份给印厂的 PDF（<id>.print.pdf）；存档的 PDF 不变 / a further PDF for the printing house; the archival one stays',
    ),
  lines: lineOptionsSchema
    .prefault({})
    .describe(
      '中文的行怎样断、标点怎样压缩；不写则看模板 / how lines of Chinese are broken and marks squeezed; default: as the template says',
    ),
});

const baseSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)
    .describe('输出文件的名字，只用 ASCII 字母、数字和 . _ - / names the output files, ASCII'),
  title: text.describe('书名 / title'),
  subtitle: text.optional().describe('副书名 / subtitle'),
  language: z.enum(languages).default('zh-Hans').describe('正文语言 / language of the text'),
  date: isoDate.describe(
    '出版日期，YYYY-MM-DD；PDF 与 EPUB 里的日期都取自它 / date of publication, used in both outputs',
  ),
  edition: text.optional().describe('版次，如“第一版” / edition statement'),
  creators: z.array(creator).min(1).describe('作者、编者等 / creators with their roles'),
  publisher: text.optional().describe('出版者 / publisher'),
  description: text.optional().describe('内容简介 / summary'),
  subjects: z.array(text).default([]).describe('主题词 / subjects'),
  identifiers: z
    .array(
      z.strictObject({
        scheme: z.enum(['isbn', 'issn', 'doi', 'uri', 'other']).describe('标识符的种类 / kind'),
        value: text.describe('标识符 / value'),
      }),
    )
    .default([])
    .describe('书号等标识符 / identifiers such as ISBN'),
  rights: text.optional().describe('版权声明 / rights statement'),
  cover: text
    .optional()
    .describe('封面图片（书稿文件夹内的路径）；不写则由模板生成 / cover image; by default made from the template'),
  template: text.default('report').describe('模板的名字 / template'),
  typography: typographySchema.prefault({}),
  bibliography: z
    .strictObject({
      file: text.describe(
        '文献文件（书稿文件夹内的路径），CSL-JSON（.json）或 BibTeX（.bib） / file of entries, CSL-JSON or BibTeX',
      ),
      style: z
        .enum(['numeric', 'author-year'])
        .default('numeric')
        .describe('顺序编码制 numeric，或著者-出版年制 author-year / by number, or by author and year'),
    })
    .optional()
    .describe('参考文献，按 GB/T 7714—2015 著录 / references, set by GB/T 7714—2015'),
  index: z
    .strictObject({
      order: z
        .enum(orders)
        .optional()
        .describe(
          '排列：pinyin 拼音（简体默认），stroke 笔画（繁体默认），zhuyin 注音 / order: pinyin (default for zh-Hans), stroke (for zh-Hant), zhuyin',
        ),
    })
    .prefault({})
    .describe('索引 / index'),
  glossary: z
    .strictObject({
      order: z
        .enum([...orders, 'written'])
        .optional()
        .describe(
          '排列；不写则与索引相同，written 照书稿里的次序 / order; default: that of the index; written: as in the text',
        ),
    })
    .prefault({})
    .describe('术语表 / glossary'),
  data: z
    .record(z.string().regex(/^[^\s.[\]{}]+$/), text)
    .optional()
    .describe(
      '正文里 :data[名字.键] 用的数据：名字 → YAML、JSON 或 CSV 文件 / data for :data[name.key] in the text: name → YAML, JSON or CSV file',
    ),
  convert: convertSchema.optional(),
  pdf: pdfSchema.prefault({}).describe('PDF 的选项 / options of the PDF'),
  epub: epubSchema.prefault({}),
  chapters: z
    .array(z.union([text, partOfBook]))
    .min(1)
    .optional()
    .describe(
      '各章的 Markdown 文件，按顺序，可以分编；不写则取文件夹里的 .md 文件，按文件名排序 / chapter files in order, in parts if wanted; default: by file name',
    ),
  lists: z
    .array(z.enum(listKinds))
    .default([])
    .describe('目录后面再列什么：插图、表格、代码 / lists behind the contents: of figures, tables, listings'),
  notes: z
    .strictObject({
      place: z
        .enum(notePlaces)
        .optional()
        .describe(
          '印出来排在哪里：page 当页页下，chapter 章末，side 切口一边的页边（旁注）；不写则看模板 / in print at the foot of the page, the end of the chapter, or in the outer margin; default: as the template says',
        ),
      numbering: z
        .enum(noteNumberings)
        .optional()
        .describe(
          '注按章、按全书还是按页编号；不写则看模板；只有页下的注能按页编号，EPUB 里按章 / notes numbered by chapter, book or page; default: as the template says; by page only at its foot, and by chapter in the EPUB',
        ),
      numerals: z
        .enum(noteNumerals)
        .optional()
        .describe(
          '注号的写法：circled ① ②，digits 1 2；不写则按页编号用 ①，否则用 1 / circled or plain numbers; default: circled when numbered by page',
        ),
    })
    .prefault({})
    .describe('注 / notes'),
});

/** The name of an edition, as `--edition` takes it. */
const editionName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/)
  .refine((name) => name !== 'default');

/** book.yaml: the book, and the editions that differ from it. */
export const bookSchema = baseSchema.extend({
  editions: z
    .record(editionName, someKeys(baseSchema))
    .optional()
    .describe(
      '同一书稿的其他版本：名字 → 与上面不同的项；用 --edition 选 / other editions of the manuscript: name → the keys that differ; chosen by --edition',
    ),
});

/** What book.yaml says of one edition, with its defaults filled in. */
export type BookConfig = z.infer<typeof baseSchema>;

/** The settings of a book without those of other editions. */
export { baseSchema as editionSchema };

/** Front matter of one chapter. */
export const chapterSchema = z.strictObject({
  title: text.optional().describe('章题；不写则取第一个一级标题 / title; default: the first heading of level one'),
  id: chapterId.optional().describe('章的标识，供链接使用，只用 ASCII / id for links, ASCII'),
  matter: z
    .enum(['front', 'body', 'appendix', 'back'])
    .default('body')
    .describe(
      '正文前（罗马页码、不编章号）、正文、附录（附录 A）、正文后（不编章号）/ front matter, body, appendix or back matter',
    ),
  numbered: z.boolean().optional().describe('是否编号；默认正文和附录编号 / numbered; default: body and appendices'),
  language: z
    .enum([...languages, 'en'])
    .optional()
    .describe('本章语言 / language of this chapter'),
});

export type ChapterOptions = z.infer<typeof chapterSchema>;
