import { beforeAll, describe, expect, it } from 'vitest';
import { bookFolder, chapterHtml } from '../typeset-folder.ts';

let html: string;

beforeAll(async () => {
  html = await chapterHtml(bookFolder('figures'), 'a.md');
});

describe('figures', () => {
  it('are as wide as they say', () => {
    expect(html).toMatch(/<figure class="picture" id="fig-city"><img [^>]*style="width: 60%"[^>]*><figcaption>/);
    expect(html).toMatch(/style="width: 80mm"/);
    expect(html).toMatch(/<p><img [^>]*style="width: 30%"[^>]*><\/p>/);
  });

  it('in a group have letters under one number, and are found by reference', () => {
    const [group = ''] = /<figure class="picture group columns-2".*?<\/p><\/figure>/s.exec(html) ?? [];
    expect(group).toMatch(/id="fig-pair"><div class="parts"><figure class="part" id="fig-pair-a"><img /);
    expect(group).toContain('<figcaption><span class="label">（a）</span> 新城</figcaption>');
    expect(group).toMatch(/<figure class="part" id="fig-pair-old">.*（b）<\/span> 旧城/s);
    expect(group).toMatch(/<span class="label">图 1-3<\/span>　新城与旧城，<em>两处<\/em>对照<\/figcaption>/);
    expect(group).toMatch(/<p class="source">资料来源：编写组摄。<\/p><\/figure>$/);
    expect(html).toMatch(/href="#fig-pair-a"[^>]*>图 1-3（a）<\/a>和<a [^>]*>图 1-3（b）<\/a>，全组是<a [^>]*>图 1-3</);
    // One number each: the group is one figure.
    const numbers = [...html.matchAll(/class="label">(图 [^<]*)</g)].map(([, number]) => number);
    expect(numbers).toEqual(['图 1-1', '图 1-2', '图 1-3', '图 1-4', '图 1-5', '图 1-6']);
  });

  it('take pictures on lines of one paragraph, and as many columns as there are', () => {
    expect(html).toMatch(/group columns-3".*?2022年.*?2023年.*?2024年.*?图 1-4.*?资料来源：统计局/s);
  });

  it('stand on a page of their own when asked', () => {
    expect(html).toContain('<figure class="picture own-page"');
    expect(html).toMatch(/<figure class="picture landscape" id="[^"]*"><img /);
  });
});
