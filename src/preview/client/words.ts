import type { Bilingual } from '../../report/message.ts';
import type { Settings } from '../protocol.ts';

export type Language = Settings['language'];

/** Every word of the interface, Chinese first. */
const words = {
  pages: ['版面', 'Pages'],
  epub: ['EPUB', 'EPUB'],
  both: ['对照', 'Both'],
  contents: ['目录', 'Contents'],
  thumbnails: ['缩略图', 'Thumbnails'],
  search: ['查找', 'Search'],
  searchHint: ['查找文字', 'Find in the pages'],
  problems: ['问题', 'Problems'],
  noProblems: ['没有问题', 'No problems'],
  noHits: ['没有找到', 'Nothing found'],
  hits: ['处', 'found'],
  single: ['单页', 'Single page'],
  spread: ['对页', 'Spread'],
  zoomIn: ['放大', 'Zoom in'],
  zoomOut: ['缩小', 'Zoom out'],
  fitWidth: ['适合宽度', 'Fit width'],
  fitPage: ['适合整页', 'Fit page'],
  zoom: ['缩放', 'Zoom'],
  overlays: ['标线', 'Guides'],
  frame: ['版心', 'Type area'],
  grid: ['字格', 'Character grid'],
  baselines: ['基线', 'Baselines'],
  trim: ['裁切与出血', 'Trim and bleed'],
  order: ['标签阅读顺序', 'Reading order of tags'],
  fonts: ['字体', 'Fonts'],
  compare: ['比较', 'Compare'],
  compareWith: ['与哪一版比较', 'Compare with'],
  sideBySide: ['并排', 'Side by side'],
  blink: ['闪看', 'Blink'],
  now: ['现在', 'Now'],
  before: ['以前', 'Before'],
  noEarlier: [
    '还没有可比的：先 kanben build 或 kanben archive add。',
    'Nothing to compare with yet: run kanben build or kanben archive add.',
  ],
  noSuchPage: ['那一版没有这一页', 'That edition has no such page'],
  help: ['快捷键', 'Keys'],
  theme: ['明暗', 'Light or dark'],
  language: ['English', '中文'],
  more: ['更多', 'More'],
  close: ['关闭', 'Close'],
  follow: ['跟随改动', 'Follow changes'],
  clickOpens: ['点段落打开编辑器', 'A click opens the editor'],
  page: ['页', 'Page'],
  goto: ['跳到页码', 'Go to page'],
  of: ['共', 'of'],
  previous: ['上一页', 'Previous page'],
  next: ['下一页', 'Next page'],
  building: ['正在排版…', 'Setting pages …'],
  upToDate: ['已是最新', 'Up to date'],
  stale: ['显示上次排好的版面', 'Pages of the last good state'],
  draft: ['本章初稿，全书排版中…', 'Draft of this chapter; the rest follows …'],
  offline: ['预览已停止', 'The preview has stopped'],
  offlineHint: [
    '在终端再运行 kanben preview。页面停在最后的样子。',
    'Run kanben preview again in the terminal. The pages stay as they were.',
  ],
  first: ['正在排第一遍，请稍候', 'Setting the pages for the first time'],
  fix: ['改正', 'Fix'],
  fixFile: ['改正全文件', 'Fix the file'],
  undo: ['撤销改正', 'Undo fix'],
  openSource: ['打开源文件', 'Open the source'],
  changed: ['有改动', 'Changed'],
  nextChanged: ['下一处改动', 'Next change'],
  error: ['错误', 'Error'],
  warning: ['警告', 'Warning'],
  info: ['提示', 'Note'],
  line: ['行', 'line'],
  blank: ['白页', 'Blank page'],
  noEpub: ['EPUB 还没有做好', 'The EPUB is not ready yet'],
  textSize: ['字号', 'Text size'],
  width: ['宽度', 'Width'],
  narrow: ['手机', 'Phone'],
  medium: ['平板', 'Tablet'],
  wide: ['不限', 'Full'],
  paper: ['白', 'Light'],
  night: ['夜间', 'Dark'],
  smaller: ['小字', 'Smaller'],
  larger: ['大字', 'Larger'],
  sidebar: ['侧栏', 'Sidebar'],
  ends: ['首页、末页', 'First, last page'],
  turn: ['翻页', 'Turn pages'],
  leaveAny: ['关闭面板', 'Close panels'],
} as const satisfies Record<string, readonly [string, string]>;

export type Word = keyof typeof words;

export function word(language: Language, key: Word): string {
  return words[key][language === 'zh' ? 0 : 1];
}

export function choose(language: Language, texts: Bilingual): string {
  return texts[language];
}
