import { readFile } from 'node:fs/promises';
import { embeddingRights } from '../../../src/pdf/font-licences.ts';
import type { LoadedFace } from '../../../src/pdf/fonts.ts';
import type { Part } from '../../../src/pdf/pages.ts';

/** A part of the book of hard cases: its HTML, with `link(id)` where it links to an id of any part. */
export interface HardPart {
  part: Part;
  ids: string[];
  body: (link: (id: string) => string) => string;
}

const red = 'iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAYAAACp8Z5+AAAAE0lEQVR4nGP4z8DwHx0zkCUAAJ0XD/HU5C7AAAAAAElFTkSuQmCC';

const sentence = '太原城里有一条汾河，河上有十五座桥；每座桥都有自己的名字，写在桥头的石头上。';

/** Parts enough for some sixty pages: pictures, drawings, formulas, ruby, vertical text, another kind of font, Chinese ids. */
export function hardParts(count: number): HardPart[] {
  const id = (k: number) => (k % 3 === 0 ? `第${k}章（甲）` : `ch-${k}`);
  return Array.from({ length: count }, (_, k): HardPart => {
    const own = id(k);
    const next = id((k + 1) % count);
    const before = id((k + count - 1) % count);
    return {
      part: { id: own, kind: 'chapter', matter: 'body', opens: 'page', title: own },
      ids: [own, `${own}-表`, `${own}.a:b`],
      body: (link) => `
<section class="chapter"><h1 id="${own}">第 ${k} 章　难例</h1>
<p>${sentence.repeat(3)}<a href="${link(next)}">下一章</a>，<a href="${link(own)}">本章</a>，<a href="https://example.org/?a=(b)&amp;c">外面</a>。</p>
<p><img alt="红块" width="40" height="40" src="data:image/png;base64,${red}"><img alt="又是红块" width="80" height="20" src="data:image/png;base64,${red}"></p>
<svg role="img" aria-label="渐变" width="200" height="60"><defs><linearGradient id="g${k}"><stop offset="0" stop-color="#c00"/><stop offset="1" stop-color="#00c" stop-opacity=".4"/></linearGradient></defs>
<rect width="200" height="60" fill="url(#g${k})"/><text x="10" y="40" font-size="24">图 ${k}</text></svg>
<div style="height:40px;background:radial-gradient(#fc0,#08c);opacity:.7;border-radius:9px">半透明 ${k}</div>
<p>公式 <math alttext="x_${k}"><msub><mi>x</mi><mn>${k}</mn></msub><mo>=</mo><mfrac><mn>1</mn><mn>${k + 2}</mn></mfrac></math>，<ruby>汾<rt>fén</rt>河<rt>hé</rt></ruby>，效率 office ${k}。</p>
<p style="font-family:Locked">锁住的字体 ${k}：不许嵌入。</p>
<table id="${own}-表"><thead><tr><th scope="col">项</th><th scope="col">页</th></tr></thead><tbody>
${Array.from({ length: 8 }, (_, row) => `<tr><td><a href="${link(before)}">上一章 ${row}</a></td><td>${row * k}</td></tr>`).join('')}</tbody></table>
<div style="writing-mode:vertical-rl;height:260px;margin:1em 0">直排：「${sentence}」——第${k}段。${sentence}</div>
<form><input value="填好的空 ${k}" style="font:inherit"><select style="font:inherit"><option>选项${k}</option></select><input type="checkbox" checked></form>
<h2 id="${own}.a:b">一节</h2>${`<p>${sentence.repeat(9)}</p>`.repeat(22)}</section>`,
    };
  });
}

/** A copy of a face that may not be embedded: Chromium then draws its letters as a Type 3 font. */
export async function lockedFace(face: LoadedFace): Promise<Buffer> {
  const locked = await readFile(face.path);
  for (let i = 0; i < locked.readUInt16BE(4); i++) {
    const entry = 12 + 16 * i;
    if (locked.toString('latin1', entry, entry + 4) === 'OS/2')
      locked.writeUInt16BE(0x0002, locked.readUInt32BE(entry + 8) + 8);
  }
  if (embeddingRights(locked) !== 2) throw new Error('the font has no OS/2 table');
  return locked;
}
