// How much memory a book of many pictures takes: `node bench/epub/many-pictures.mjs [CHAPTERS] [MEGABYTES]`, compiled code. Prints the
// peak of our own process (VmHWM, which counts the program itself; the browser that draws the cover is another) and the size of the
// EPUB. The pictures are noise, which nothing compresses: two in three JPEG, the others PNG. The same bytes every time.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';

const [chapters = '200', megabytes = '500'] = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), 'kanben-many-pictures-'));
const perChapter = 3;
const count = Number(chapters) * perChapter;
const size = Math.round((Number(megabytes) * 1e6) / count);
const photo = readFileSync(fileURLToPath(new URL('../../tests/epub/pictures/photo.jpg', import.meta.url)));

mkdirSync(path.join(folder, 'pictures'), { recursive: true });
writeFileSync(
  path.join(folder, 'book.yaml'),
  'id: many-pictures\ntitle: 许多图片\ndate: 2025-03-01\ncreators: [{ name: 某人 }]\n',
);
for (let chapter = 1; chapter <= Number(chapters); chapter++) {
  const parts = [`# 第${chapter}组图片\n`];
  for (let n = 1; n <= perChapter; n++) {
    const name = `pictures/${chapter}-${n}.${n === perChapter ? 'png' : 'jpg'}`;
    const seed = chapter * 10 + n;
    writeFileSync(path.join(folder, name), n === perChapter ? png(seed) : jpeg(seed));
    const sentence = `这一段说明第${chapter}章的第${n}幅图，文字只为占地方，与别处并无两样。`;
    parts.push(
      `## 图${n}\n`,
      `${sentence.repeat(12)}[^${n}]\n`,
      `![噪点](${name} "第${n}幅")\n`,
      `[^${n}]: 注${seed}。\n`,
    );
  }
  writeFileSync(path.join(folder, `${String(chapter).padStart(3, '0')}.md`), parts.join('\n'));
}

const atExit = 'process.on("exit",()=>console.error("peak",process.resourceUsage().maxRSS))';
const cli = fileURLToPath(new URL('../../lib/cli.js', import.meta.url));
const options = ['--import', `data:text/javascript,${encodeURIComponent(atExit)}`];
const out = path.join(folder, 'out');
const { stderr, status } = spawnSync(
  process.execPath,
  [...options, cli, 'build', folder, '--format', 'epub', '--out', out, '--quiet'],
  { encoding: 'utf8' },
);
if (status !== 0) throw new Error(stderr);
const peak = Number(/^peak (\d+)$/m.exec(stderr)?.[1]) / 1024;
const epub = statSync(path.join(out, 'many-pictures.epub')).size / 1e6;
console.log(`${chapters} chapters, ${count} pictures: EPUB ${epub.toFixed(0)} MB, peak ${peak.toFixed(0)} MB`);
rmSync(folder, { recursive: true, force: true });

/** Bytes that look random (xorshift32). */
function noise(seed, length) {
  const bytes = Buffer.alloc((length + 3) & ~3);
  let state = (seed * 2654435761) | 1;
  for (let at = 0; at < bytes.length; at += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes.writeInt32LE(state, at);
  }
  return bytes.subarray(0, length);
}

/** The photograph with segments of noise behind its first marker, which readers skip (ITU-T T.81, B.2.4.6: APP15). */
function jpeg(seed) {
  const data = noise(seed, Math.max(0, size - photo.length));
  const parts = [photo.subarray(0, 2)];
  for (let at = 0; at < data.length; at += 65000) {
    const piece = data.subarray(at, at + 65000);
    const head = Buffer.from([0xff, 0xef, 0, 0]);
    head.writeUInt16BE(piece.length + 2, 2);
    parts.push(head, piece);
  }
  return Buffer.concat([...parts, photo.subarray(2)]);
}

/** A picture of coloured noise, 1000 pixels wide. */
function png(seed) {
  const width = 1000;
  const height = Math.ceil(size / (3 * width));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  // Each line begins with its filter: none.
  const lines = noise(seed, (3 * width + 1) * height);
  for (let y = 0; y < height; y++) lines[y * (3 * width + 1)] = 0;
  const chunk = (type, data) => {
    const bytes = Buffer.alloc(12 + data.length);
    bytes.writeUInt32BE(data.length, 0);
    bytes.write(type, 4, 'latin1');
    data.copy(bytes, 8);
    bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
    return bytes;
  };
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const packed = deflateSync(lines, { level: 0 });
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', packed), chunk('IEND', Buffer.alloc(0))]);
}
