import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const words =
  '全市 经济 运行 总体 平稳 工业 投资 消费 增长 居民 收入 服务 项目 建设 企业 创新 转型 质量 水平 持续 提升 推动 发展 改革 开放 民生 城乡 生态 环境 安全 交通 教育 医疗 养老 就业 社区 文化 旅游 科技 能源 制造 材料 装备 电子 信息 数据 平台 网络 绿色 低碳 循环 农业 粮食 种植 加工 物流 市场 金融 信贷 财政 预算 审计 法治 监管'.split(
    ' ',
  );

/** Pages of report that one chapter of the generated book takes, about. */
export const chapterPages = 24;

/** Draws the same numbers for the same seed. */
function draws(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

/**
 * One chapter as a list of blocks, for whichever system sets it: sections, paragraphs with notes, lists, tables. `change` is put
 * into its first paragraph.
 */
export function chapterBlocks(number, change = '') {
  const draw = draws(20250301 + number);
  const pick = () => words[draw(words.length)];
  const sentence = () => {
    let text = '';
    for (let clause = 2 + draw(3); clause > 0; clause--) {
      for (let i = 3 + draw(4); i > 0; i--) text += pick();
      text += clause > 1 ? '，' : '。';
    }
    return text;
  };
  const prose = () => Array.from({ length: 4 + draw(4) }, sentence).join('');
  const blocks = [{ kind: 'title', text: `${pick()}${pick()}与${pick()}` }];
  for (let section = 1; section <= chapterPages / 2; section++) {
    blocks.push({ kind: 'section', id: `s${number}-${section}`, text: `${pick()}${pick()}${pick()}` });
    for (let i = 0; i < 10; i++) {
      const text = (section === 1 && i === 0 ? change : '') + prose();
      blocks.push({ kind: 'paragraph', text, note: i % 4 === 1 ? sentence() : undefined });
    }
    blocks.push({ kind: 'list', items: [sentence(), sentence(), sentence()] });
    const rows = Array.from({ length: 6 }, () => [pick() + pick(), String(draw(10_000)), String(draw(1000) / 10)]);
    blocks.push({ kind: 'table', caption: `${pick()}${pick()}指标`, head: ['指标', '数值', '增速'], rows });
  }
  return blocks;
}

/** Writes a manuscript of about `pages` pages; returns the number of its chapters. */
export async function writeManuscript(folder, pages) {
  const chapters = Math.max(1, Math.round(pages / chapterPages));
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'book.yaml'),
    'id: bench\ntitle: 基准\ndate: 2025-03-01\ncreators: [{ name: 刊本 }]\nnotes: { place: chapter }\n',
  );
  for (let number = 1; number <= chapters; number++) await writeChapter(folder, number);
  return chapters;
}

export async function writeChapter(folder, number, change) {
  const name = `${String(number).padStart(3, '0')}.md`;
  await writeFile(path.join(folder, name), markdown(chapterBlocks(number, change)));
}

function markdown(blocks) {
  const notes = [];
  const text = blocks.map(({ kind, id, text, note, items, caption, head, rows }) => {
    if (kind === 'title') return `# ${text}`;
    if (kind === 'section') return `## ${text} {#${id}}`;
    if (kind === 'list') return items.map((item) => `- ${item}`).join('\n');
    if (kind === 'table') {
      const line = (cells) => `| ${cells.join(' | ')} |`;
      return [`表：${caption}`, '', line(head), '|---|---:|---:|', ...rows.map(line)].join('\n');
    }
    if (!note) return text;
    notes.push(`[^${notes.length + 1}]: ${note}`);
    return `${text}[^${notes.length}]`;
  });
  return `${[...text, ...notes].join('\n\n')}\n`;
}
