/** A manuscript chapter at random, the same for the same seed. Note n has the token `Nn` in its text, its mark follows `Mn`. */
export interface RandomChapter {
  markdown: string;
  notes: number;
  /** Tokens of headings, each the whole of its title. */
  headings: string[];
}

export interface RandomOptions {
  /** How many blocks. */
  blocks: number;
  /** Of how many paragraphs one has a note. */
  noteEvery: number;
  /** Tables, figures, code and lists among the paragraphs. */
  mixed: boolean;
}

/** Mulberry32: numbers in [0, 1) from a seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const clauses = [
  '城市的经济工作要看长处',
  '也要看短处',
  '各县区报来的数字先要核对',
  '统计口径前后一致',
  '才谈得上比较',
  '前三季度投资增长 5.2%',
  '比上年同期快 1.3 个百分点',
  '这与 GDP 的走势大体相合',
  '老城的街巷保留了原来的尺度',
  '新区的路网按 200 米一格铺开',
  '水、电、气、热四样都已接通',
  '居民搬迁前后的花费由区里补足',
];

export function randomChapter(seed: number, { blocks, noteEvery, mixed }: RandomOptions): RandomChapter {
  const random = randomFrom(seed);
  const upTo = (most: number) => Math.floor(random() * most);
  const headings: string[] = [];
  const definitions: string[] = [];
  const sentence = (length: number) => `${Array.from({ length }, () => clauses[upTo(clauses.length)]).join('，')}。`;
  /** A mark with its note, now and then a long one. */
  const note = () => {
    const n = definitions.length + 1;
    const long = random() < 0.06 ? 20 + upTo(60) : 1 + upTo(6);
    definitions.push(`[^${n}]: N${n}：${sentence(long)}${random() < 0.1 ? `\n\n    ${sentence(3)}` : ''}`);
    return `M${n}[^${n}]`;
  };
  const maybe = () => (random() < 1 / noteEvery ? note() : '');
  const paragraph = () => {
    const pieces = Array.from({ length: 1 + upTo(4) }, () => sentence(1 + upTo(8)));
    return pieces.map((piece, i) => (i === 0 || random() < 0.3 ? `${piece.slice(0, -1)}${maybe()}。` : piece)).join('');
  };
  const heading = (level: number) => {
    const token = `H${headings.length + 1}`;
    headings.push(token);
    return `${'#'.repeat(level)} ${token}小节的题目${random() < 0.15 ? note() : ''}`;
  };
  const block = (): string => {
    const kind = random();
    if (kind < 0.1) return random() < 0.4 ? `${heading(2)}\n\n${heading(3)}` : heading(2);
    if (!mixed || kind < 0.74) return paragraph();
    if (kind < 0.8) return Array.from({ length: 2 + upTo(5) }, () => `- ${sentence(1 + upTo(5))}${maybe()}`).join('\n');
    if (kind < 0.84) return `> ${paragraph()}`;
    if (kind < 0.88) return `\`\`\`\n${Array.from({ length: 2 + upTo(18) }, (_, i) => `row ${i}`).join('\n')}\n\`\`\``;
    if (kind < 0.94) {
      const rows = Array.from(
        { length: 2 + upTo(random() < 0.2 ? 60 : 8) },
        (_, i) => `| 第 ${i + 1} 行${i % 7 === 3 ? maybe() : ''} | ${clauses[upTo(12)]} |`,
      );
      return `表：一张表${maybe()}\n\n| 项 | 说明${maybe()} |\n| --- | --- |\n${rows.join('\n')}`;
    }
    return `![方块](box.svg "一张图"){width=${20 + upTo(70)}%}`;
  };
  const body = Array.from({ length: blocks }, block);
  const markdown = `# 章题\n\n${paragraph()}\n\n${body.join('\n\n')}\n\n${paragraph()}\n\n${definitions.join('\n\n')}\n`;
  return { markdown, notes: definitions.length, headings };
}
