import { z } from 'zod';

const places = ['outside', 'centre', 'inside'] as const;

/** What stands on the pages beside the text, as template.yaml gives it. */
export const furnitureSchema = z.strictObject({
  recto: z
    .string()
    .default('{chapter}')
    .describe(
      '右页书眉：{book} 书名，{part} 编，{chapter} 章，{section} 节；空则没有 / running head of rectos, of {book}, {part}, {chapter}, {section}; empty: none',
    ),
  verso: z.string().default('{book}').describe('左页书眉 / running head of versos'),
  head: z.enum(places).default('outside').describe('书眉在外侧、居中还是里侧 / where the head stands'),
  section: z
    .enum(['first', 'last'])
    .default('last')
    .describe(
      '一面有几节时书眉取哪一节：first 面上开始的第一节，last 最后一节 / which section of those that begin on the page',
    ),
  folio: z.string().default('{n}').describe('页码的样式，如 — {n} — / pattern of the folio; empty: none'),
  foot: z.enum(places).default('outside').describe('页码在外侧、居中还是里侧 / where the folio stands'),
  openers: z
    .array(z.enum(['head', 'folio']))
    .default(['folio'])
    .describe('章首页有什么 / what stands on the page where a chapter opens'),
  front: z
    .enum(['roman', 'arabic', 'none'])
    .default('roman')
    .describe('正文前的页码：罗马、阿拉伯，或不排 / folios of the front matter'),
  restart: z
    .boolean()
    .default(true)
    .describe('正文从 1 起另编页码 / the body begins at 1 again, else it goes on from the front matter'),
});

export type Furniture = z.infer<typeof furnitureSchema>;
