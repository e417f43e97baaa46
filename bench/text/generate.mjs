/** Chinese Markdown of about `size` UTF-16 units, the same for the same size: prose, names, lists, tables, code, quotations. */
export function generate(size) {
  let state = 20250301;
  const random = (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state % below;
  };
  const pick = (list) => list[random(list.length)];
  const words =
    '全市 经济 运行 总体 平稳 工业 投资 消费 增长 居民 收入 服务 项目 建设 企业 创新 转型 质量 水平 持续 提升 推动 发展 改革 开放 民生'.split(
      ' ',
    );
  const names = [
    'TypeScript',
    'Node.js',
    'GDP',
    'iPhone 15',
    '`npm test`',
    '**重点**',
    '[链接](https://example.org/a)',
    '$x+y$',
    '3 个',
    '2025 年',
    '15%',
    '10~15 天',
  ];
  const marks = ['，', '，', '，', ',', '、', '；', '——', '--', '...', '：'];
  const clause = () => {
    let text = '';
    for (let i = 2 + random(5); i > 0; i--) text += random(7) === 0 ? ` ${pick(names)} ` : pick(words);
    return text;
  };
  const sentence = () => {
    let text = clause();
    for (let i = random(4); i > 0; i--) text += pick(marks) + clause();
    if (random(6) === 0) text = `“${text}”`;
    if (random(9) === 0) text += `"${clause()}"`;
    if (random(12) === 0) text += `(${clause()})`;
    return text + pick(['。', '。', '。', '.', '！', '？']);
  };
  const paragraph = () => {
    let text = '';
    for (let i = 2 + random(4); i > 0; i--) text += sentence() + (random(4) === 0 ? '\n' : '');
    return text.trimEnd();
  };
  const blocks = [
    () => `## ${pick(words)}${pick(words)}`,
    () => `- ${sentence()}\n- ${sentence()}`,
    () => `> ${sentence()}`,
    () => `| 指标 | 数值 |\n|---|---|\n| ${pick(words)} | ${random(1000)} |`,
    () => '```js\nconst a = "甲,乙(丙)...";\n```',
  ];
  const parts = [];
  for (let length = 0; length < size; ) {
    const block = random(6) === 0 ? pick(blocks)() : paragraph();
    parts.push(block);
    length += block.length + 2;
  }
  return `${parts.join('\n\n')}\n`;
}
