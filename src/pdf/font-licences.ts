import { VFile } from 'vfile';
import { type KanbenMessage, say } from '../report/message.ts';
import type { LoadedFace } from './fonts.ts';

/** OS/2 fsType: bit 1 forbids embedding, bit 8 subsetting, bit 9 outlines (OpenType 1.9, OS/2). */
const forbidding = 0x0002 | 0x0100 | 0x0200;

/** A warning for each font of the template that says that it may not be embedded: no archive may hold it (ISO 19005-2, 6.2.11.4.1). */
export function checkLicences(faces: readonly Pick<LoadedFace, 'name' | 'rights'>[]): KanbenMessage[] {
  const file = new VFile({ path: 'template.yaml' });
  for (const { name, rights } of faces) {
    if ((rights & forbidding) === 0) continue;
    const zh = `字体 ${name} 不许嵌入文件，PDF 因此不声明遵守 PDF/A 和 PDF/UA。请换一种字体。`;
    const en = `The font ${name} does not permit embedding, so the PDF claims neither PDF/A nor PDF/UA. Use another font.`;
    say(file, 'print:font-licence', { zh, en });
  }
  return file.messages as KanbenMessage[];
}

/** fsType of a TrueType font; 0 (all permitted) if it has no OS/2 table. */
export function embeddingRights(font: Buffer): number {
  const count = font.readUInt16BE(4);
  for (let i = 0; i < count; i++) {
    const entry = 12 + 16 * i;
    if (font.toString('latin1', entry, entry + 4) === 'OS/2')
      return font.readUInt16BE(font.readUInt32BE(entry + 8) + 8);
  }
  return 0;
}
