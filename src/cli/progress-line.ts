import type { InterfaceLanguage } from '../report/language.ts';
import type { Detail, Progress, Stage } from '../report/progress.ts';

const stages: Record<Stage, { zh: string; en: string }> = {
  read: { zh: '读书稿', en: 'Reading the manuscript' },
  typeset: { zh: '整理正文', en: 'Typesetting text' },
  fonts: { zh: '读字体', en: 'Reading fonts' },
  browser: { zh: '启动浏览器', en: 'Starting the browser' },
  print: { zh: '排版', en: 'Laying out pages' },
  furniture: { zh: '加书眉页码', en: 'Adding heads and folios' },
  finish: { zh: '整理 PDF', en: 'Finishing the PDF' },
  audit: { zh: '检查版面', en: 'Checking the layout' },
  cover: { zh: '画封面', en: 'Drawing the cover' },
  epub: { zh: '打包 EPUB', en: 'Packing the EPUB' },
  write: { zh: '写文件', en: 'Writing files' },
};

/** Progress for people: on a terminal one line that is written over, elsewhere one line a stage. */
export function progressLine(
  stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>,
  language: InterfaceLanguage,
): Progress & { done(): void } {
  let last: Stage | undefined;
  return {
    step(stage, detail = {}) {
      const name = stages[stage][language];
      if (stream.isTTY) stream.write(`\r\u001B[K${name}${describe(detail, language)}…`);
      else if (stage !== last) stream.write(`${name}\n`);
      last = stage;
    },
    done() {
      if (stream.isTTY && last) stream.write('\r\u001B[K');
    },
  };
}

function describe({ chapter, chapters, part, parts: count, pages }: Detail, language: InterfaceLanguage): string {
  const zh = language === 'zh';
  const parts = [
    chapter && chapters ? (zh ? `第 ${chapter}/${chapters} 章` : `chapter ${chapter} of ${chapters}`) : '',
    part && count ? (zh ? `第 ${part}/${count} 部分` : `part ${part} of ${count}`) : '',
    pages ? (zh ? `${pages} 页` : `${pages} pages`) : '',
  ].filter(Boolean);
  return parts.length > 0 ? (zh ? `（${parts.join('，')}）` : ` (${parts.join(', ')})`) : '';
}
