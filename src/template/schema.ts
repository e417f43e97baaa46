import { z } from 'zod';
import { lineOptionsSchema } from '../book/line-options.ts';
import { languages, noteNumberings, noteNumerals, notePlaces } from '../book/schema.ts';
import { fontsSchema } from './fonts.ts';
import { furnitureSchema } from './furniture.ts';
import { bindings, directions, gridSchema, paperSchema } from './grid.ts';
import { labelsSchema } from './labels.ts';

const length = z.string().regex(/^\d+(\.\d+)?mm$/);

/** template.yaml: what a designer sets without touching code. Lengths in mm. */
export const templateSchema = z.strictObject({
  name: z.string().describe('模板的名字 / name'),
  paper: paperSchema.describe('成品尺寸：纸张的名字，或宽和高 / trim size: a name, or width and height'),
  grid: gridSchema.describe('版心：字号、行距、每行字数、每面行数 / the type area: size, leading, characters, lines'),
  direction: z
    .enum(directions)
    .default('horizontal')
    .describe('horizontal 横排，vertical 直排（右起） / horizontal, or vertical from right to left'),
  binding: z
    .enum(bindings)
    .optional()
    .describe('订口在右页的哪一边：left 左，right 右；默认横排左、直排右 / the side of the spine'),
  sheets: z
    .strictObject({
      print: z.array(z.string()).min(1).default(['../common/print.css', './print.css']),
      epub: z.array(z.string()).min(1).default(['../common/epub.css', './epub.css']),
    })
    .prefault({})
    .describe('样式表，依次叠加 / style sheets, one over the other'),
  ...fontsSchema.partial().shape,
  emphasis: z
    .enum(['dots', 'kai', 'bold'])
    .default('dots')
    .describe(
      '*强调* 在中文里的样子：dots 着重号，kai 楷体（fonts 里要有 Kanben Kai），bold 粗体 / Chinese emphasis: dots, Kai type (needs the family Kanben Kai) or bold',
    ),
  lines: lineOptionsSchema
    .prefault({})
    .describe('中文的行怎样断、标点怎样压缩 / how lines of Chinese are broken and marks squeezed'),
  labels: labelsSchema
    .prefault({})
    .describe(
      '编号与标题的样式，各种语言都用；不写则用该语言的惯例 / patterns of numbers and titles, in all languages',
    ),
  translations: z
    .partialRecord(z.enum(languages), labelsSchema)
    .default({})
    .describe('某种语言的书另用的样式 / patterns for books in one language'),
  floats: z
    .strictObject({ acrossSections: z.boolean().default(false) })
    .prefault({})
    .describe(
      '留下大片空白的图表移到下一页页首；acrossSections 许不许它越过下一节的标题 / figures that would leave a hole move to the head of the next page; acrossSections: even past the heading of the next section',
    ),
  spreads: z
    .strictObject({ equalDepth: z.boolean().default(false) })
    .prefault({})
    .describe(
      '对开的两面；equalDepth 一面因避孤行、避孤题短了几行时，两面的末行排到同一行 / facing pages; equalDepth: where one is left short by a few lines, both end at the same line',
    ),
  notes: z
    .strictObject({
      place: z.enum(notePlaces).default('page'),
      numbering: z.enum(noteNumberings).default('page'),
      numerals: z.enum(noteNumerals).optional(),
    })
    .prefault({})
    .describe(
      '注排在哪里、怎样编号，book.yaml 可以改 / where notes stand and how they are numbered; book.yaml may say otherwise',
    ),
  furniture: furnitureSchema.prefault({}).describe('书眉与页码 / running heads and folios'),
  pictures: z
    .strictObject({ width: length, height: length })
    .optional()
    .describe(
      '图片在页上最大的宽和高，用来算印出来的分辨率 / the largest size of a picture on the page, to tell its resolution',
    ),
  charts: z
    .strictObject({
      colours: z
        .array(z.string().regex(/^#[\da-f]{6}$/i))
        .min(2)
        .max(8)
        .prefault(['#0f4c5c', '#b23a48', '#c58b2b', '#6b7785', '#6a9fb0']),
    })
    .prefault({})
    .describe('数据图依次用的颜色 / the colours of charts, in order'),
  front: z
    .array(z.enum(['cover', 'imprint', 'contents']))
    .default(['cover', 'imprint', 'contents'])
    .describe('PDF 正文前排什么；公文一项也没有 / what stands before the text in the PDF'),
  contentsDepth: z.number().int().min(1).max(3).default(3).describe('目录的级数 / levels in the contents'),
  openers: z
    .strictObject({
      front: z.enum(['page', 'recto']).default('page'),
      body: z.enum(['page', 'recto']).default('recto'),
      part: z.enum(['page', 'recto']).default('recto'),
      chapter: z.enum(['page', 'recto']).default('page'),
    })
    .prefault({})
    .describe('前置部分、正文、各编、各章从哪一面起：page 下一面，recto 右页 / where parts open'),
});

export type TemplateOptions = z.infer<typeof templateSchema>;
