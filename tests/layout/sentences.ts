import type { Random } from './random.ts';

/** Characters for words that mean nothing, none of which rules or fonts treat in a way of their own. */
const characters = [
  ...'山水田林湖草沙城乡路桥河海天地风云雨雪春夏秋冬晨昏古今远近高低长短宽窄深浅明暗动静新旧多少大小左右前后东西南北',
  ...'人民家国政经文化教科工农商学兵医农牧渔厂店校院馆所会社站场市县区镇村街巷门窗楼阁亭台书报刊字词句章节图表篇',
  ...'思想感情意志理由原因结果方法过程条件目标任务要求标准规则制度机关组织部门单位成员代表主任委员干部群众',
  ...'生产建设发展改革开放创造研究试验观察调查分析计算统计比较选择决定安排执行检查修改完善提高增加减少保护利用',
];

const latin = ['kanben', 'PDF', 'Unicode', 'Gutenberg', 'Chromium', 'GDP', 'ISO', 'typography'];
const quantities = [
  '12 kg',
  '350 km',
  '26.5℃',
  '48%',
  '7.25 m',
  '90 min',
  '1500 元',
  '2025 年',
  '第 3 期',
  '1949—2025 年',
];
const names = ['卡尔·马克思', '让·保罗', '王安石先生', '李清照'];
const inner = ['，', '，', '，', '，', '、', '；', '：', '——', '……'];

/** A word of two to four characters. */
export function word(random: Random): string {
  return Array.from({ length: random.between(2, 4) }, () => random.pick(characters)).join('');
}

function words(random: Random, least: number, most: number): string {
  return Array.from({ length: random.between(least, most) }, () => word(random)).join('');
}

/** A clause, now and then with something that is hard to break: a number, a name, a title, a quotation. */
function clause(random: Random): string {
  const text = words(random, 1, 5);
  switch (random.between(0, 15)) {
    case 0:
      return `${text} ${random.pick(latin)} ${word(random)}`;
    case 1:
      return `${text} ${random.pick(quantities)}`;
    case 2:
      return `${text}《${words(random, 1, 3)}》`;
    case 3:
      return `“${text}”`;
    case 4:
      return `${text}（${words(random, 1, 2)}）`;
    case 5:
      return `${random.pick(names)}${text}`;
    case 6:
      return `${text}*${word(random)}*${word(random)}`;
    case 7:
      return `${text}**${word(random)}**`;
    default:
      return text;
  }
}

/** A sentence with its marks. */
export function sentence(random: Random): string {
  let text = clause(random);
  for (let i = random.between(0, 4); i > 0; i--) text += random.pick(inner) + clause(random);
  return text + random.pick(['。', '。', '。', '。', '？', '！']);
}

export function sentences(random: Random, least: number, most: number): string {
  return Array.from({ length: random.between(least, most) }, () => sentence(random)).join('');
}
