import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Random } from './random.ts';
import { sentence, sentences, word } from './sentences.ts';

/** How large a book is to be. About 600 characters and a block or two of another kind make a page of the report template. */
export interface BookSize {
  seed: number;
  chapters: number;
  /** Paragraphs, lists, tables and the like in each chapter. */
  blocks: number;
  /** Notes in the whole book, spread over its paragraphs. */
  notes: number;
  template?: 'report' | 'book' | 'vertical';
}

/** A chapter in the making: notes are numbered through, and their texts stand behind the paragraph. */
interface Draft {
  random: Random;
  chapter: number;
  notesLeft: number;
  blocksLeft: number;
  notes: number;
  tables: number;
  figures: number;
}

/**
 * Writes a manuscript of words without meaning into a folder: chapters with headings, lists, tables, figures, quotations, code and
 * notes in random order and number. The same size gives the same files.
 */
export async function generateBook(folder: string, size: BookSize): Promise<void> {
  const { seed, chapters, blocks, notes, template = 'report' } = size;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'figure.svg'), picture);
  const config = [
    `id: book-${seed}`,
    `title: 随机之书第${seed}号`,
    'date: 2025-03-01',
    'creators: [{ name: 编写组 }]',
    `template: ${template}`,
  ];
  await writeFile(path.join(folder, 'book.yaml'), `${config.join('\n')}\n`);
  for (let chapter = 1; chapter <= chapters; chapter++) {
    const share = Math.floor((notes * chapter) / chapters) - Math.floor((notes * (chapter - 1)) / chapters);
    const draft: Draft = {
      random: new Random(seed * 1009 + chapter),
      chapter,
      notesLeft: share,
      blocksLeft: blocks,
      notes: 0,
      tables: 0,
      figures: 0,
    };
    const name = `${String(chapter).padStart(3, '0')}.md`;
    await writeFile(path.join(folder, name), `${chapterText(draft).join('\n\n')}\n`);
  }
}

function chapterText(draft: Draft): string[] {
  const { random } = draft;
  const blocks = [`# ${word(random)}${word(random)} {#c${draft.chapter}}`, paragraph(draft)];
  let section = false;
  while (draft.blocksLeft > 0) {
    draft.blocksLeft -= 1;
    const kind = random.between(0, 99);
    if (kind < 10) {
      // A third level needs a second one before it; a heading is followed by text.
      blocks.push(`${section && random.chance(0.5) ? '###' : '##'} ${word(random)}${word(random)}`);
      section = true;
      blocks.push(paragraph(draft));
    } else if (kind < 16) blocks.push(list(random));
    else if (kind < 22) blocks.push(table(draft));
    else if (kind < 26) blocks.push(figure(draft));
    else if (kind < 30) blocks.push(`> ${sentences(random, 1, 3)}`);
    else if (kind < 32) blocks.push(`\`\`\`text\n${word(random)} = ${random.between(1, 999)}\n\`\`\``);
    else blocks.push(paragraph(draft));
  }
  // Blocks that are no paragraphs may have left notes over.
  while (draft.notesLeft > 0) blocks.push(paragraph(draft));
  return blocks;
}

/** A paragraph, with its share of the notes that are still to be placed. */
function paragraph(draft: Draft): string {
  const { random } = draft;
  const share = draft.notesLeft / Math.max(1, draft.blocksLeft);
  const count = Math.min(draft.notesLeft, Math.floor(share) + (random.chance(share % 1) ? 1 : 0));
  let text = sentences(random, 1, 4);
  const texts: string[] = [];
  for (let i = 0; i < count; i++) {
    draft.notesLeft -= 1;
    draft.notes += 1;
    const mark = `[^${draft.chapter}-${draft.notes}]`;
    text += `${mark}${sentence(random)}`;
    // Most notes are short, a few fill half a page.
    texts.push(`${mark}: ${random.chance(0.04) ? sentences(random, 8, 14) : sentences(random, 1, 2)}`);
  }
  return [text, ...texts].join('\n\n');
}

function list(random: Random): string {
  const mark = random.pick(['- ', '1. ']);
  return Array.from({ length: random.between(2, 6) }, () => `${mark}${sentence(random)}`).join('\n');
}

function table(draft: Draft): string {
  const { random } = draft;
  draft.tables += 1;
  const columns = random.between(2, 4);
  const row = (cell: () => string) => `| ${Array.from({ length: columns }, cell).join(' | ')} |`;
  // One in five is longer than what is left of most pages.
  const rows = random.chance(0.2) ? random.between(20, 50) : random.between(2, 9);
  return [
    `表：${word(random)}${word(random)} {#t${draft.chapter}-${draft.tables}}`,
    '',
    row(() => word(random)),
    row(() => '---'),
    ...Array.from({ length: rows }, () =>
      row(() => (random.chance(0.4) ? String(random.between(1, 99999)) : word(random))),
    ),
  ].join('\n');
}

function figure(draft: Draft): string {
  const { random } = draft;
  draft.figures += 1;
  const width = random.pick(['40%', '60%', '100%']);
  return `![${word(random)}](figure.svg "${word(random)}${word(random)}"){#f${draft.chapter}-${draft.figures} width=${width}}`;
}

const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 160"><rect width="300" height="160" fill="#dde6e8"/><path d="M0 150 60 90l60 30 80-100 100 60v70H0Z" fill="#0f4c5c"/></svg>\n';
