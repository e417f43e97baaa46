const written = /^[+\-−]?(?:\d{1,3}(?:[,，\u00A0\u2009\u202F ]\d{3})+|\d+)(?:\.\d+)?$/;

/** Whether a cell is a number as authors write them: 680, -1.5, 12,345, 12.5%. */
export function isNumeric(text: string): boolean {
  return written.test(text.replace(/\s?[%％‰]$/, ''));
}

/** The value of a number with or without thousands separators; undefined if it is none. */
export function numberOf(text: string): number | undefined {
  return written.test(text) ? Number(text.replace(/[,，\s]/g, '').replace('−', '-')) : undefined;
}

/** Cells that say that there is no figure. */
export function isBlank(text: string): boolean {
  return /^(?:|[-–—―]+|…+|\.{3}|n\/a)$/i.test(text);
}
