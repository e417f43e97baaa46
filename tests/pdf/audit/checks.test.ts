import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checks } from '../../../src/pdf/audit/checks/index.ts';
import { type Found, openTrial, type Trial } from './print-page.ts';

const ten = '天地玄黄宇宙洪荒日月';
const next = '<div style="break-before:page"></div>';
/** Lines that fill a page of 60 mm: ten of 16 pt, eleven with the last. */
const lines = (count: number) => `<div style="height:${count * 16}pt"></div>`;

const picture = `<img alt="图" style="display:block" src="data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><path d="M0 0h90v40H0Z" fill="#cde"/></svg>')}">`;

/** Pages made by hand: the fault that is in them, and what is said of it. */
const bad: [id: string, body: string, text: string | RegExp][] = [
  ['print:line-start', `<p>天地玄黄<br>，宇宙洪荒`, '“，”排在了行首（天地玄黄｜，宇宙洪荒）。'],
  ['print:line-start', `<p>天地玄黄<br>·宇宙`, /“·”排在了行首/],
  ['print:line-start', `<p>天地玄黄<br>”宇宙`, /“””排在了行首/],
  [
    'print:line-start',
    `<p>天地玄黄<br><sup><a href="#start">1</a></sup>宇宙`,
    '注号“1”离开所注的词，排在了行首（天地玄黄｜1宇宙）。',
  ],
  ['print:line-end', `<p>天地玄黄（<br>宇宙）`, '“（”排在了行末（天地玄黄（｜宇宙））。'],
  ['print:line-end', `<p>天地／<br>玄黄宇宙`, /“／”排在了行末/],
  ['print:split-mark', `<p>天地玄黄—<br>—宇宙`, '“——”断在两行（天地玄黄—｜—宇宙）。'],
  ['print:split-mark', `<p>天地玄黄…<br>…宇宙`, /“……”断在两行/],
  [
    'print:line-end-cell',
    `<p>天地玄黄宇宙洪荒日，${ten}${ten}月月`,
    '行末的“，”占了一个字，右边空出半个字（宇宙洪荒日，｜天地玄黄宇宙）。',
  ],
  [
    'print:line-end-cell',
    `<p>天地玄黄宇宙洪荒日月<span style="letter-spacing:-1em">，</span>${ten}${ten}月月`,
    /行末的“，”伸出了版心/,
  ],
  ['print:single-character', `<p>${ten}<br>天。`, '段末一行只有一个字（宇宙洪荒日月｜天。）。'],
  ['print:split-number', `<p>天地玄黄 12<br>kg 宇宙`, /数字与单位断在两行/],
  ['print:split-number', `<p>天地玄黄 12<br>% 宇宙`, /数字与单位断在两行/],
  ['print:split-number', `<p>天地玄黄 20<br>25 年`, /一个数断在两行/],
  ['print:over-edge', `<p style="margin-left:-5mm">${ten}`, /超出了版心/],
  ['print:over-edge', `<table style="margin-left:-5mm"><tr><td>天地玄黄</table>`, /超出了版心/],
  ['print:overlap', `<p>${ten}<p style="margin-top:-12pt">${ten}`, '“天地玄黄宇宙洪荒日月”叠在别的文字上。'],
  ['print:overlap', `${picture}<p style="margin-top:-16pt">${ten}`, '“天地玄黄宇宙洪荒日月”叠在图上。'],
  ['print:short-page', `<p>天地${next}<p>${ten}`, /这一页下面空了 9\d%，下文却在下一页。/],
  ['print:notdef', `<p>天地&#x10400;玄黄`, /1 个字印成了空框/],
  [
    'print:wrong-font',
    `<p>天地<span style="font-family:'Kanben Sans'">玄</span>黄宇宙`,
    /“玄”的字体（NotoSansSC-Regular）与两边的字不同/,
  ],
  ['print:heading-at-foot', `${lines(9)}<h2>天地</h2>${next}<p>玄黄`, '标题“天地”落在页末，下文在下一页。'],
  [
    'print:loose-line',
    `${lines(9)}<p>${ten}${ten}${ten}<span style="break-before:page"></span>`,
    /段首一行单独留在页末/,
  ],
  ['print:loose-line', `${lines(8)}<p>${ten}${ten}天地<span style="break-before:page"></span>`, /段末一行单独落在页首/],
];

/** Pages that look like faults and are none. */
const good: [name: string, body: string][] = [
  ['lines that fill the measure', `<p>${ten}${ten}${ten}天地`],
  ['marks inside the line', `<p>天，地；玄黄。宇宙“洪<br>（荒）日——月盈昃……辰<br>宿《列》、张`],
  [
    'a half-width mark at the end of a line',
    `<p>${ten}天地玄黄宇宙洪荒日<span style="letter-spacing:-.5em">，</span>${ten}`,
  ],
  ['a mark in the last line', `<p>${ten}天地。`],
  ['two characters on the last line', `<p>${ten}<br>天地。`],
  ['a number and a word', `<p>天地玄黄 12<br>本书`],
  ['ragged lines', `<p style="text-align:left">天地玄黄宇宙，<br>洪荒日月盈昃辰，<br>宿列张`],
  ['lines set solid', `<p>天地<p style="line-height:1">${ten}${ten}<ruby>天<rt>tiān</rt></ruby>地`],
  ['text below a picture', `${picture}<p>${ten}`],
  ['a title page', `<h2>天地</h2><p>玄黄`],
  ['two lines on either page', `${lines(8)}<p>${ten}${ten}${ten}天地<span style="break-before:page"></span>`],
];

/** On one page, or on more. */
const isShort = (body: string) => !body.includes('break-before:page');

let trial: Trial;
let onePage: Map<string, Found>;
beforeAll(async () => {
  const bodies = [...bad.map(([, body]) => body), ...good.map(([, body]) => body)];
  trial = await openTrial(bodies.join(''));
  const short = bodies.filter(isShort);
  const found = await trial.tryAll(short);
  onePage = new Map(short.map((body, i) => [body, found[i] as Found]));
});
afterAll(() => trial?.close());

const findIn = async (body: string) => onePage.get(body) ?? trial.try(body);

describe('the audit finds', () => {
  it.each(bad)('%s in %s', async (id, body, text) => {
    const found = await findIn(body);
    expect(new Set(found.ids)).toEqual(new Set([id]));
    expect(found.texts[0]).toEqual(typeof text === 'string' ? text : expect.stringMatching(text));
  });

  it('text beyond the edge of the paper', async () => {
    const body = `<p>${ten}`;
    const document = await PDFDocument.load(await trial.print(body));
    // The paper ends in the middle of the line.
    for (const page of document.getPages()) page.setMediaBox(0, 0, 60, page.getHeight());
    const found = await trial.audit(await document.save(), body);
    expect(found.texts).toEqual([expect.stringMatching(/^“.*日月”印到了纸外。$/)]);
  });

  it('text that the browser did not print', async () => {
    const found = await trial.try(`<p>天地<p style="margin-left:-90mm">玄黄<p>宇宙`);
    expect(found.texts).toEqual(['这一章有 2 个字没有印出来（“玄黄”等），多半是伸到了版心外面。']);
  });

  it('notes on another page than their marks', async () => {
    const body = `${lines(9)}<p>天<a href="#n"></a><a id="m" href="#m">1</a>${next}<p id="n">地`;
    const found = await trial.try(body, { notes: [{ id: 'n', mark: 'm' }] });
    expect(found.texts).toEqual(['注号在这一页，注文却从第 2 页起。']);
    expect((await trial.try(body, { notes: [{ id: 'm', mark: 'm' }] })).ids).toEqual([]);
  });

  it('fonts that the template does not have', async () => {
    const found = await trial.try('<p>天地', { fonts: ['NotoSansSC-Regular'] });
    expect(found.texts).toEqual(['“天”用了模板里没有的字体 NotoSerifSC-Regular。']);
  });

  it('marks that hang, unless they may', async () => {
    const body = bad.find(([, , text]) => String(text).includes('伸出了'))?.[1] ?? '';
    expect((await trial.try(body, { lines: { edges: 'gb', hanging: true } })).ids).toEqual([]);
  });

  it('what the level of the book forbids', async () => {
    const body = '<p>天地<br>——玄黄宇宙<p>天地<br>／玄黄宇宙';
    const starts = async (edges: 'basic' | 'gb' | 'strict') =>
      (await trial.try(body, { lines: { edges, hanging: false } })).texts.map((text) => text.slice(0, 3));
    expect(await starts('basic')).toEqual([]);
    expect(await starts('gb')).toEqual(['“／”']);
    expect(await starts('strict')).toEqual(['“—”', '“／”']);
  });

  it('lines off the grid', async () => {
    const first = 10 * (72 / 25.4) + 8;
    const grid = { size: 10, leading: 16, first: { recto: first, verso: first } };
    const found = await trial.try(`<p>天地${lines(2)}<p>玄黄<div style="height:5pt"></div><p>宇宙<p>洪荒`, { grid });
    // Chromium puts baselines on whole pixels: half a point more or less.
    expect(found.texts).toEqual([expect.stringMatching(/^从“宇宙”起，行不在网格上，差 [45]\.\d pt。$/)]);
  });

  it('nothing without being tried', () => {
    const tried = new Set([...bad.map(([id]) => id), 'print:note-page', 'print:lost-text', 'print:off-grid']);
    expect(checks.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
  });
});

describe('the audit is silent about', () => {
  it.each(good)('%s', async (_, body) => {
    expect((await findIn(body)).texts).toEqual([]);
  });
});

it('names the line of the Markdown', async () => {
  expect((await trial.try('<p>天地玄黄<br>，宇宙洪荒')).lines).toEqual([7]);
});
