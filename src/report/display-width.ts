const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/** East Asian Wide and Fullwidth, and emoji. Ambiguous characters (“ ” … —) are narrow, as terminals have them. */
const wide =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1F9FF}\u{1FA70}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const none = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]+$/u;

/** How many columns of a terminal a line of text takes. */
export function displayWidth(text: string): number {
  // Printable ASCII needs no segmenting.
  if (/^[ -~]*$/.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of segmenter.segment(text)) {
    if (none.test(segment)) continue;
    columns += wide.test(segment) || /\uFE0F/.test(segment) ? 2 : 1;
  }
  return columns;
}
