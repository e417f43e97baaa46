import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadTemplate } from '../../src/template/load.ts';

const names = readdirSync('templates').filter((name) => existsSync(path.join('templates', name, 'template.yaml')));

describe('loadTemplate', () => {
  it.each(names)('%s has its files, its fonts and its labels', async (name) => {
    const template = await loadTemplate(name);
    expect(template.labels).toMatchObject({ chapter: '第{zh}章', figure: '图 {chapter}-{n}', contents: '目录' });
    const { width, margins } = template.page;
    expect(Math.min(...Object.values(margins))).toBeGreaterThan(10);
    expect(width - margins.inner - margins.outer).toBeGreaterThan(80);
    for (const part of [template.printCss, template.coverHtml]) expect(part.trim()).not.toBe('');
    expect(template.faces.length).toBeGreaterThan(0);
    for (const face of template.faces) {
      expect(path.isAbsolute(face.path) && existsSync(face.path), face.name).toBe(true);
      expect(path.isAbsolute(face.name)).toBe(false);
    }
    // Every generic family leads to one that is there.
    const families = template.faces.map((face) => face.family);
    for (const family of Object.values(template.generic)) expect(families).toContain(family);
  });

  it.each([
    ['reprot', '没有叫“reprot”的模板。是不是“report”？', 'There is no template "reprot". Did you mean "report"?'],
    [
      '../report',
      '没有叫“../report”的模板。是不是“report”？',
      'There is no template "../report". Did you mean "report"?',
    ],
    ['', '没有叫“”的模板。可以用：', 'There is no template "". Known: '],
    ['/etc', '没有叫“/etc”的模板。可以用：', 'There is no template "/etc". Known: '],
  ])('refuses %j and says what there is', async (name, zh, en) => {
    const known = [...names].sort();
    const failure = {
      zh: zh.replace(/：$/, `：${known.join('、')}。`),
      en: en.replace(/: $/, `: ${known.join(', ')}.`),
    };
    await expect(loadTemplate(name)).rejects.toMatchObject({ exitCode: 2, texts: failure });
  });
});
