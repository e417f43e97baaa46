import type { Refusal } from '../book/files.ts';
import type { Bilingual } from '../report/message.ts';

/** More is a mistake, or means to do harm. */
export const limits = { depth: 8, files: 500, characters: 8_000_000 };

export const addressMissing: Bilingual = {
  zh: '::include 没有写文件。写法：::include{src=parts/甲.md}。',
  en: 'The ::include names no file. Write ::include{src=parts/a.md}.',
};

export function notMarkdown(name: string): Bilingual {
  return {
    zh: `::include 只能并入 Markdown 文件（.md），“${name}”不是。`,
    en: `An ::include takes Markdown files (.md), not "${name}".`,
  };
}

export function cycle(chain: string[]): Bilingual {
  return {
    zh: `这个文件又并入了自己：${chain.join(' → ')}。请拿掉其中一处 ::include。`,
    en: `The file includes itself: ${chain.join(' → ')}. Take out one of the ::include lines.`,
  };
}

export function isChapter(name: string): Bilingual {
  return {
    zh: `“${name}”本身是一章，再并入别处会印两遍。请把它移到子文件夹，或从 chapters 里删去。`,
    en: `"${name}" is a chapter itself and would be printed twice. Move it to a subfolder, or take it out of chapters.`,
  };
}

export const tooDeep: Bilingual = {
  zh: `::include 套了 ${limits.depth} 层以上，里面的没有读。请减少层数。`,
  en: `Files are included more than ${limits.depth} levels deep; this one was not read. Use fewer levels.`,
};

export const tooMany: Bilingual = {
  zh: `并入的文件太多（超过 ${limits.files} 次或 800 万字），从这里起没有读。请分成几章。`,
  en: `Too much is included (over ${limits.files} files or 8 million characters); nothing was read from here on. Make chapters of it.`,
};

/** Why a file is not read. */
export function refused(reason: Refusal, name: string): Bilingual {
  const [zh, en] = refusals[reason].map((text) => text.replace('{}', () => name)) as [string, string];
  return { zh, en };
}

/** `{}` is its path. */
const refusals: Record<Refusal, [zh: string, en: string]> = {
  missing: [
    '要并入的文件“{}”找不到。路径从写 ::include 的文件算起，请检查路径与大小写。',
    'The included file "{}" is missing. Its path begins at the file that includes it; check it and its case.',
  ],
  outside: [
    '要并入的文件“{}”在书稿文件夹之外，不读。请把它移进来。',
    'The included file "{}" is outside the manuscript folder. Move it inside.',
  ],
  unreadable: [
    '要并入的文件“{}”读不了。请检查读权限。',
    'The included file "{}" cannot be read. Check its permissions.',
  ],
  'not-a-file': ['“{}”不是文件。请写 Markdown 文件的路径。', 'The path "{}" is not a file. Name a Markdown file.'],
  empty: ['要并入的文件“{}”是空的。', 'The included file "{}" is empty.'],
  'too-large': ['要并入的文件“{}”太大。请拆开。', 'The included file "{}" is too large. Split it.'],
};
