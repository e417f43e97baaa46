import type { Settings, SourcePlace } from '../protocol.ts';

/** The address that opens the editor at a place; undefined if none is to be opened. */
export function editorLink({ editor, folder }: Settings, { file, line }: SourcePlace): string | undefined {
  if (editor === '') return undefined;
  const name = encodeURI(`${folder}/${file}`).replaceAll('#', '%23').replaceAll('?', '%3F');
  // Of a Windows path the drive letter follows a slash, as in vscode://file/C:/….
  const absolute = name.startsWith('/') ? name : `/${name.replaceAll('%5C', '/')}`;
  return editor.replaceAll('{file}', absolute).replaceAll('{line}', String(line));
}

/** Hands the place to the editor; the page itself stays where it is. */
export function openEditor(link: string | undefined): void {
  if (link === undefined) return;
  const anchor = document.createElement('a');
  anchor.href = link;
  anchor.rel = 'noreferrer';
  anchor.click();
}
