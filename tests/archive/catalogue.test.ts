import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { coverOf } from '../../src/archive/catalogue/cover.ts';
import { folderOf } from '../../src/archive/catalogue/entries.ts';
import { writeCatalogue } from '../../src/archive/catalogue/index.ts';
import { commitTexts, temporaryFolder, temporaryStore } from './small-store.ts';

describe('writeCatalogue', () => {
  it('shows publications, versions, downloads with digests, what changed, and a feed', async () => {
    const store = await temporaryStore();
    await commitTexts(store, '年报 <一>', { 'manuscript/1.md': '增长5%。\n', 'outputs/r.epub': '一' });
    const created = new Date('2026-03-01T08:00:00Z');
    await commitTexts(store, '年报 <一>', { 'manuscript/1.md': '增长6%。\n', 'outputs/r.epub': '二' }, { created });
    await commitTexts(store, 'other', { 'outputs/o.epub': '别' });
    const folder = await temporaryFolder();
    for (const name of ['one', 'two']) expect(await writeCatalogue(store, path.join(folder, name))).toBe(2);
    const site = path.join(folder, 'one');
    const files = (await readdir(site, { recursive: true })).sort();
    expect(await readdir(path.join(folder, 'two'), { recursive: true }).then((names) => names.sort())).toEqual(files);
    const place = folderOf('年报 <一>');
    expect(files).toEqual(
      expect.arrayContaining([
        'feed.xml',
        'index.html',
        `${place}/v1-v2.html`,
        `${place}/v1/r.epub`,
        'other/v1/o.epub',
      ]),
    );
    const index = await readFile(path.join(site, 'index.html'), 'utf8');
    expect(index).toContain(`<a href="${place}/index.html"><b>年报 &#60;一&#62;</b></a>`);
    const page = await readFile(path.join(site, place, 'index.html'), 'utf8');
    expect(page.indexOf('id="v2"')).toBeLessThan(page.indexOf('id="v1"'));
    expect(page).toMatch(/<a href="v2\/r\.epub">r\.epub<\/a> <small>0\.00 MB<\/small>.*<code>[0-9a-f]{128}</);
    expect(await readFile(path.join(site, place, 'v1-v2.html'), 'utf8')).toContain('增长<del>5</del><ins>6</ins>%。');
    const feed = await readFile(path.join(site, 'feed.xml'), 'utf8');
    expect(feed.match(/<updated>[^<]*/g)).toEqual([
      '<updated>2026-03-01T08:00:00.000Z',
      '<updated>2026-03-01T08:00:00.000Z',
      '<updated>2025-03-01T08:00:00.000Z',
      '<updated>2025-03-01T08:00:00.000Z',
    ]);
    await expect(writeCatalogue(store, site)).rejects.toMatchObject({ exitCode: 2 });
  });

  it('gives each publication a folder of its own', () => {
    const names = ['report', 'Report', '年报', '年 报', 'a/b', 'x'.repeat(200)];
    const folders = names.map(folderOf);
    expect(new Set(folders).size).toBe(names.length);
    for (const folder of folders) expect(folder).toMatch(/^[a-z0-9][a-z0-9_-]*$/);
  });
});

describe('coverOf', () => {
  it('finds the picture that the package names', () => {
    const text = (value: string) => Buffer.from(value);
    const epub = zipSync({
      'OEBPS/content.opf': text(
        '<package><manifest><item id="c" href="pic/cover.png" properties="cover-image"/></manifest></package>',
      ),
      'OEBPS/pic/cover.png': text('png'),
    });
    expect(coverOf(Buffer.from(epub))).toEqual({ bytes: text('png'), extension: '.png' });
    expect(coverOf(Buffer.from(zipSync({ 'a.txt': text('x') })))).toBeUndefined();
  });
});
