import { contains, HAN } from './characters.ts';
import type { ReportRule } from './rule.ts';

/** 一一 where a dash may have been: behind a mark, a closing quote or a noun, with no measure or verb of 一一 (one by one) behind. */
const suspect = new RegExp(
  `(?<=[，。；：！？”》）]|[${HAN}])一一(?![对對列说說介展解答回记記登检檢查核过過道对道细細排分加作做呈告交拜见見拒否认認地给給为為向应應如照予进進落批打验驗測测试試看听聽想问問写寫读讀念唱喊叫送发發收拿取找抓访訪画畫数數尝嘗记述报報传傳呈具指陈陳改修补補辨认清消破去跟随隨致谢謝代個个種种次家位名款指点點击擊])(?=[${HAN}“《])(?<![唯惟统單单专万第之十百千逐統]一一)`,
  'gu',
);

/** 一一 may be a dash that text recognition has read wrongly. */
const rule: ReportRule = {
  id: 'ocr-dash',
  kind: 'report',
  clause: 'GB/T 15834—2011 4.10',
  needs: contains.numeral,
  say: () => ({
    zh: '“一一”疑为破折号“——”之误（文字识别），请核对',
    en: '一一 may be a misread dash ——; please check',
  }),
  *find({ text }) {
    for (const { index } of text.matchAll(suspect)) yield { start: index, end: index + 2 };
  },
};

export default rule;
