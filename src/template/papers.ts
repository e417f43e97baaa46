/** Width and height of the trimmed leaf, upright, in mm. */
export type Size = readonly [width: number, height: number];

/**
 * Papers by the names that printers use. A and B sizes: GB/T 148 (= ISO 216). 开: the trimmed sizes that GB/T 788 gives for books,
 * and those of the older sheets (787 × 1092 and 850 × 1168 mm) that publishers still print on, which the standard calls by no name.
 */
export const papers = {
  A3: [297, 420],
  A4: [210, 297],
  A5: [148, 210],
  A6: [105, 148],
  B4: [250, 353],
  B5: [176, 250],
  B6: [125, 176],
  大16开: [210, 285],
  '16开': [185, 260],
  小16开: [170, 240],
  大32开: [140, 203],
  '32开': [130, 184],
  小32开: [115, 165],
  '64开': [92, 126],
} as const satisfies Record<string, Size>;

export type PaperName = keyof typeof papers;
export const paperNames = Object.keys(papers) as [PaperName, ...PaperName[]];
