/** Words of the manuscript as a message shows them: on one line, and not too long. */
export function brief(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
