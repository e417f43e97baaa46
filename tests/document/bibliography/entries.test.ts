import { readFileSync } from 'node:fs';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { formatEntry } from '../../../src/document/bibliography/format-entry.ts';
import { readBibtex } from '../../../src/document/bibliography/read-bibtex.ts';

const file = new VFile({
  path: 'entries.bib',
  value: readFileSync(new URL('entries.bib', import.meta.url), 'utf8'),
});
const { entries, whole } = readBibtex(file);
const byKey = new Map(entries.map((entry) => [entry.key, entry]));

const numeric: Record<string, string> = {
  'zh-book': '陈登原. 国史旧闻: 第1卷[M]. 北京: 中华书局, 2000: 29.',
  'zh-three': '钱一, 孙二, 李三. 三人的书: 副题[M]. 2版. 北京: 科学出版社, 2010.',
  'zh-four': '钱一, 孙二, 李三, 等. 四人的书[M]. 上海: 上海人民出版社, 2011.',
  'en-book':
    'PEEBLES P Z, Jr. Probability, random variable, and random signal principles[M]. 4th ed. New York: McGraw Hill, 2001.',
  'en-four':
    'BAKER S K, JACKSON M E, MORI O, et al. The future of resource sharing[M]. New York: The Haworth Press, 1995.',
  translated: '哈里森, 沃尔德伦. 经济数学与金融数学[M]. 谢远涛, 译. 北京: 中国人民大学出版社, 2012: 235-236.',
  'no-place': '王五. 自印的书[M]. [出版地不详: 出版者不详], 1988.',
  'en-no-publisher': 'SMITH J. A private print[M]. London: [s.n.], 1901.',
  part: '程根伟. 1998年长江洪水的成因与减灾对策[M]//许厚泽, 赵其国. 长江流域洪涝灾害与科技对策. 北京: 科学出版社, 1999: 32-36.',
  'zh-article': '袁训来, 陈哲, 肖书海, 等. 蓝田生物群[J]. 科学通报, 2012, 57(34): 3219.',
  'no-volume': '高义民. 土壤养分[J]. 农业工程学报, 2010(6): 23.',
  'en-article':
    'CAPLAN P. Cataloging internet resources[J]. The Public Access Computer Systems Review, 1993, 4(2): 61-66.',
  accents: 'MÜLLER J, VAN DER BERG A. Über die Dinge & mehr[J]. Zeitschrift, 1999, 3. DOI:10.1000/x.1.',
  news: '丁文详. 数字革命与竞争国际化[N]. 中国青年报, 2000-11-20(15).',
  thesis: '马欢. 人类活动影响下海河流域典型区水循环变化分析[D]. 北京: 清华大学, 2011.',
  report: 'World Health Organization. Factors regulating the immune response[R]. Geneva: WHO, 1970.',
  standard:
    '全国信息与文献标准化技术委员会. 文献著录: 第4部分 非书资料: GB/T 3792.4—2009[S]. 北京: 中国标准出版社, 2010: 3.',
  patent: '邓一刚. 全智能节电器: 200610171314.3[P]. 2006-12-13.',
  talk: 'FOURNEY M E. Advances in holographic photoelasticity[C]//Symposium on Applications of Holography in Mechanics. New York: ASME, 1971: 17-38.',
  proceedings: '雷光春. 综合湿地管理: 综合湿地管理国际研讨会论文集[C]. 北京: 海洋出版社, 2012.',
  web: '萧钰. 出版业信息化迈入快车道[EB/OL]. (2001-12-19)[2002-04-15]. http://www.creader.com/news/20011219/200112190019.html.',
  'misc-web':
    'Dublin core metadata element set[EB/OL]. (2012-06-14)[2014-06-11]. http://dublincore.org/documents/dces/.',
  db: '国家统计局. 国家数据[DB/OL]. [2024-05-01]. https://data.stats.gov.cn/a_b.',
  'online-article':
    '储大同. 恶性肿瘤个体化治疗靶向药物的临床表现[J/OL]. 中华肿瘤杂志, 2010, 32(10): 721-724[2014-06-25]. http://vip.calis.edu.cn/asp/Detail.asp.',
  'online-book':
    'DEVERELL W, IGLER D. A companion to California history[M/OL]. New York: John Wiley & Sons, 2013: 21-22(2013-11-15)[2014-06-24]. http://onlinelibrary.wiley.com/book/10.1002/9781444305036.',
  'online-report':
    '中华人民共和国国务院新闻办公室. 国防白皮书: 中国武装力量的多样化运用[R/OL]. (2013-04-16)[2014-06-11]. http://www.mod.gov.cn/a.htm.',
  disc: 'FOX J P. Item models[M/CD]. Boston: Springer, 2010.',
  japanese: '森鷗外, 甲, 乙, 他. 日本の本[M]. 2版. 東京: 岩波書店, 1990.',
  russian: 'ИВАНОВ И И, ПЕТРОВ П, СИДОРОВ С, и др. Книга о мире[M]. Москва: Наука, 1985.',
  foreigner: '昂温 G, 昂温 P S. 外国出版史[M]. 陈生铮, 译. 修订版. 北京: 中国书籍出版社, 1988.',
};

const byYear: Record<string, string> = {
  'zh-book': '陈登原, 2000. 国史旧闻: 第1卷[M]. 北京: 中华书局: 29.',
  'en-four':
    'BAKER S K, JACKSON M E, MORI O, et al., 1995. The future of resource sharing[M]. New York: The Haworth Press.',
  'zh-article': '袁训来, 陈哲, 肖书海, 等, 2012. 蓝田生物群[J]. 科学通报, 57(34): 3219.',
  'no-volume': '高义民, 2010. 土壤养分[J]. 农业工程学报, (6): 23.',
  news: '丁文详, 2000. 数字革命与竞争国际化[N]. 中国青年报, 2000-11-20(15).',
  'misc-web':
    'Anon, 2012. Dublin core metadata element set[EB/OL]. (2012-06-14)[2014-06-11]. http://dublincore.org/documents/dces/.',
  db: '国家统计局, [出版年不详]. 国家数据[DB/OL]. [2024-05-01]. https://data.stats.gov.cn/a_b.',
};

const entry = (key: string) => {
  const found = byKey.get(key);
  if (!found) throw new Error(`no entry ${key}`);
  return found;
};

describe('entries as GB/T 7714—2015 has them', () => {
  it('are read without a message, each once', () => {
    expect(file.messages).toEqual([]);
    expect(whole).toBe(true);
    expect([...byKey.keys()].sort()).toEqual(Object.keys(numeric).sort());
  });

  it.each(Object.entries(numeric))('by number: %s', (key, expected) => {
    expect(formatEntry(entry(key), 'numeric')).toBe(expected);
  });

  it.each(Object.entries(byYear))('by author and year: %s', (key, expected) => {
    expect(formatEntry(entry(key), 'author-year')).toBe(expected);
  });
});
