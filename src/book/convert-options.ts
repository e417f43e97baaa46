import { z } from 'zod';

const word = z.string().trim().min(1);

/** The key `convert` of book.yaml: simplified characters of the manuscript into traditional ones. */
export const convertSchema = z
  .strictObject({
    from: z.enum(['zh-Hans']).default('zh-Hans').describe('书稿的文字 / script of the manuscript'),
    to: z
      .enum(['zh-Hant-TW', 'zh-Hant-HK'])
      .describe('成品的语言：台湾或香港用字 / language of the outputs: characters of Taiwan or Hong Kong'),
    phrases: z.boolean().default(true).describe('连用语一起换，如“软件”换成“軟體” / words as well, e.g. of computing'),
    keep: z.array(word).default([]).describe('照原样不转换的词 / words left as they are'),
    exceptions: z
      .union([word, z.record(word, word)])
      .optional()
      .describe(
        '另行规定的词：“原词: 换成”，或有这样两列的 CSV 文件 / words with a conversion of their own, or a CSV file of two columns',
      ),
  })
  .describe('简体书稿做成繁体版 / make a traditional edition of a simplified manuscript');
