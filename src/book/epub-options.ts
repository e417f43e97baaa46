import { z } from 'zod';

const text = z.string().trim().min(1);

/** The key `epub` of book.yaml. */
export const epubSchema = z
  .strictObject({
    fonts: z
      .enum(['none', 'headings', 'all'])
      .default('none')
      .describe(
        '带哪些字体：none 不带，headings 标题，all 全部；只带用到的字，生僻字总是带上 / fonts that go along: none, those of headings, or all; only the characters used; rare ones always',
      ),
    pictures: z
      .strictObject({
        longest: z
          .number()
          .int()
          .min(200)
          .max(10000)
          .optional()
          .describe(
            '位图长边的像素上限，超过就缩小；不写则原样 / longest side of a bitmap in pixels; larger ones are scaled down',
          ),
        webp: z
          .enum(['convert', 'keep'])
          .default('convert')
          .describe(
            'WebP：convert 转成 JPEG 或 PNG（旧阅读器不认 WebP），keep 原样 / WebP: converted to JPEG or PNG for old readers, or kept',
          ),
      })
      .prefault({})
      .describe('图片 / pictures'),
    math: z
      .enum(['mathml', 'altimg', 'picture'])
      .default('mathml')
      .describe(
        '公式：mathml，altimg 另附图片，picture 只用图片（给不认 MathML 的阅读器） / formulas as MathML, with a picture besides, or as pictures for readers without MathML',
      ),
    notes: z
      .enum(['standard', 'duokan'])
      .default('standard')
      .describe(
        '注：standard 按 EPUB 3；duokan 再加多看阅读认的类名 / notes as EPUB 3 has them, or with the class names of Duokan besides',
      ),
    series: z
      .strictObject({
        name: text.describe('丛书名 / title of the series'),
        number: z.number().positive().optional().describe('第几种 / number in the series'),
        issn: text.optional().describe('丛书的 ISSN / ISSN of the series'),
      })
      .optional()
      .describe('所属丛书 / the series that the book belongs to'),
    'print-edition': text
      .optional()
      .describe(
        '页码所据的印刷版，如 urn:isbn:…；不写则是同时做出的 PDF / the print edition whose pages are marked; default: the PDF built with it',
      ),
    onix: z.boolean().default(false).describe('是否附 ONIX 3 书目记录 / whether an ONIX 3 record goes along'),
    accessibility: z
      .strictObject({
        certifier: text.describe('认证的机构或人 / who certifies it'),
        level: z.enum(['A', 'AA', 'AAA']).default('AA').describe('WCAG 的等级 / level of WCAG'),
        wcag: z.enum(['2.0', '2.1', '2.2']).default('2.2').describe('WCAG 的版本 / version of WCAG'),
        credential: text.optional().describe('认证者的资格 / credential of the certifier'),
        report: z.url().optional().describe('认证报告的网址 / address of the report'),
      })
      .optional()
      .describe(
        '无障碍认证；有人认证才写，写了才声明符合 EPUB Accessibility 1.1 / accessibility: conformance is claimed only if somebody certifies it',
      ),
  })
  .describe('EPUB 的选项 / options of the EPUB');
