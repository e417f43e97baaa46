import { HAN, opaque } from './characters.ts';
import type { BlockKind } from './paragraph.ts';

/** `1.2 背景`, `1. 背景`, `（1） 背景`, `A. 背景`: a label with a point or bracket, in any block. */
const pointed = /^\s*(?:\d+(?:[.．-]\d+)+[.．]?|[\dA-Za-z]{1,3}[.．)）]|[（(][\dA-Za-z]{1,3}[)）])\s+$/u;
/** `1 引言`, `附录 A 样本`: in headings a bare number is a label too. */
const bare = /^\s*(?:附录\s*)?(?:\d{1,2}|[A-Z])\s+$/u;
/** `图 1-1 结构`, `表 2 数据`. */
const caption = /^\s*(?:图|表|圖|式|代码|附图|附表|例)\s*[A-Z]?\d+(?:[.．-]\d+)*\s+$/u;
/** `第 3 章 总则`: the space stands behind Han; the number is not a label but for the caption words above. */
const measure = /^[个種种项項年月日号號大次条條位名家人天小分秒元万萬亿億倍级級层層步]/u;

/** Whether the white space that ends at `end` separates a sequence label from its text. GB/T 15834—2011, 附录 B. */
export function isLabelEnd(text: string, end: number, block: BlockKind): boolean {
  if (end > 24) return false;
  const head = text.slice(0, end);
  if (head.includes(opaque.break)) return false;
  if (pointed.test(head) || caption.test(head)) return true;
  return (
    block === 'heading' &&
    bare.test(head) &&
    !measure.test(text.slice(end)) &&
    new RegExp(`^[${HAN}]`, 'u').test(text.slice(end))
  );
}
