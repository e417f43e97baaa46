import { z } from 'zod';

const pattern = z.string();
const length = z.string().regex(/^\d+(\.\d+)?mm$/);

/** template.yaml: what a designer sets without touching code. Lengths in mm. */
export const templateSchema = z.strictObject({
  name: z.string().describe('模板的名字 / name'),
  paper: z.strictObject({ width: length, height: length }).describe('成品尺寸 / trim size'),
  fonts: z
    .record(
      z.string(),
      z.array(
        z.strictObject({
          weight: z.number().int().min(100).max(900).default(400),
          file: z
            .string()
            .describe(
              'npm 包里的字体文件，或模板文件夹里的文件（./ 开头）/ a file in an npm package, or ./ in the template',
            ),
        }),
      ),
    )
    .describe('字体：CSS 里的名字 → 字重与文件 / families as named in the CSS'),
  generic: z
    .record(z.enum(['serif', 'sans-serif', 'monospace']), z.string())
    .describe('SVG 图里的通用字体名用哪种字体 / fonts for the generic names in SVG pictures'),
  labels: z
    .strictObject({
      chapter: pattern.default('第{zh}章'),
      appendix: pattern.default('附录 {letter}'),
      section: pattern.default('{chapter}.{n}'),
      figure: pattern.default('图 {chapter}-{n}'),
      table: pattern.default('表 {chapter}-{n}'),
      figurePart: pattern.default('（{letter}）'),
      continued: pattern.default('续{number}'),
      sectionReference: pattern.default('第 {label} 节'),
      contents: pattern.default('目录'),
      notes: pattern.default('注释'),
      cover: pattern.default('封面'),
      imprint: pattern.default('版权信息'),
    })
    .prefault({})
    .describe('编号与标题的样式；{zh} 中文数字，{n} 数字，{chapter} 章号 / patterns of numbers and titles'),
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
  contentsDepth: z.number().int().min(1).max(3).default(3).describe('目录的级数 / levels in the contents'),
  openers: z
    .strictObject({
      front: z.enum(['page', 'recto']).default('page'),
      body: z.enum(['page', 'recto']).default('recto'),
      chapter: z.enum(['page', 'recto']).default('page'),
    })
    .prefault({})
    .describe('前置部分、正文、各章从哪一面起：page 下一面，recto 右页 / where parts open'),
});

export type TemplateOptions = z.infer<typeof templateSchema>;
