import { z } from 'zod';

/** How pages can be put together on sheets. */
export const impositions = ['booklet', '2up'] as const;
export type Imposition = (typeof impositions)[number];

/** What a printing house gets beside the archival PDF: `<id>.print.pdf`. */
export const printerOptionsSchema = z.strictObject({
  bleed: z
    .number()
    .min(0)
    .max(20)
    .default(3)
    .describe('出血，毫米：碰到纸边的图和底色向外延伸 / bleed in mm: what touches the trim edge goes on beyond it'),
  marks: z
    .boolean()
    .default(true)
    .describe(
      '裁切线、套准线、灰梯尺，彩色时另有色标 / crop marks, registration marks, a scale of greys, and colour bars where colour is kept',
    ),
  colour: z
    .enum(['k', 'grey', 'rgb'])
    .default('k')
    .describe(
      'k 单黑：深色的文字和线条 100% 黑，其他颜色成灰；grey 图片也成灰度；rgb 不变 / k: black ink alone, dark text and strokes solid, other colours grey; grey: pictures too; rgb: as they are',
    ),
  impose: z
    .enum(impositions)
    .optional()
    .describe(
      '另出拼版文件：booklet 骑马订小册子，2up 每张两面顺排 / sheets as a further file: a saddle-stitched booklet, or two pages a sheet in order',
    ),
});

export type PrinterOptions = z.infer<typeof printerOptionsSchema>;
