import { Failure } from '../report/failure.ts';

/** Addresses that open a file at a line, by the name of the editor. */
const editors: Readonly<Record<string, string>> = {
  vscode: 'vscode://file{file}:{line}',
  insiders: 'vscode-insiders://file{file}:{line}',
  vscodium: 'vscodium://file{file}:{line}',
  cursor: 'cursor://file{file}:{line}',
  windsurf: 'windsurf://file{file}:{line}',
  zed: 'zed://file{file}:{line}',
  idea: 'idea://open?file={file}&line={line}',
  sublime: 'subl://open?url=file://{file}&line={line}',
  textmate: 'txmt://open?url=file://{file}&line={line}',
  vim: 'mvim://open?url=file://{file}&line={line}',
  neovim: 'nvim://open?file={file}&line={line}',
  emacs: 'org-protocol://open-file?file={file}&line={line}',
  none: '',
};

/**
 * The address that opens the editor: of one that is known by name, or an address of one's own with {file} and {line}.
 * @throws Failure (2) for what is neither, or would run in the page.
 */
export function editorAddress(named: string): string {
  const known = Object.hasOwn(editors, named) ? editors[named] : undefined;
  if (known !== undefined) return known;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(named)?.[1]?.toLowerCase();
  if (scheme && named.includes('{file}') && !['javascript', 'data', 'blob', 'vbscript', 'file'].includes(scheme)) {
    return named;
  }
  throw new Failure(2, {
    zh: `--editor 不能是“${named}”。可以是 ${Object.keys(editors).join('、')}，或带 {file} 和 {line} 的地址，如 myeditor://open?file={file}&line={line}。`,
    en: `--editor cannot be "${named}". Use ${Object.keys(editors).join(', ')}, or an address with {file} and {line}, such as myeditor://open?file={file}&line={line}.`,
  });
}
