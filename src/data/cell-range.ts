/** Where the text of the `index`th cell of the record at `from` stands: without quotes and the spaces around it. */
export function cellRange(text: string, from: number, index: number): [start: number, end: number] {
  let start = from;
  let at = from;
  let left = index;
  let quoted = false;
  for (; at < text.length; at++) {
    const unit = text[at];
    if (unit === '"') quoted = !quoted;
    if (quoted) continue;
    if (unit === '\n') break;
    if (unit !== ',') continue;
    if (left === 0) break;
    left--;
    start = at + 1;
  }
  let end = at;
  while (start < end && /\s/.test(text[start] ?? '')) start++;
  while (start < end && /\s/.test(text[end - 1] ?? '')) end--;
  const wrapped = text[start] === '"' && text[end - 1] === '"' && end - start >= 2;
  return wrapped ? [start + 1, end - 1] : [start, end];
}
