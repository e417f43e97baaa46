#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Command, CommanderError, Option } from 'commander';
import { archiveCommands } from './cli/archive-commands.ts';
import { chineseUsageError } from './cli/chinese-usage-error.ts';
import { showFailure } from './cli/failure.ts';
import { type Reporter, reporters, type Session } from './cli/session.ts';
import { packageFolder } from './package-folder.ts';
import { type InterfaceLanguage, interfaceLanguage } from './report/language.ts';

// V8 compiles anew what runs often, on other threads; most of what a build runs has ended before that pays. A tenth of the CPU time
// of a build of 1,000 pages, measured with Node 20; the V8 of Node 24 has no such flag.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=2000000');

// Help is printed while words are still being read, so --lang is looked up first.
const asked = process.argv
  .find((word, i) => /^--lang=/.test(word) || process.argv[i - 1] === '--lang')
  ?.replace(/^--lang=/, '');
const language: InterfaceLanguage = asked === 'zh' || asked === 'en' ? asked : interfaceLanguage(process.env);
const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
const { version } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')) as {
  version: string;
};

const abort = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    // The second time somebody is in a hurry.
    if (abort.signal.aborted) process.exit(130);
    abort.abort(new Error(name));
  });
}

function session(words: { reporter: Reporter; quiet?: boolean }): Session {
  return {
    language,
    reporter: words.reporter,
    quiet: words.quiet ?? false,
    version,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: abort.signal,
  };
}

const headings: Record<string, string> = {
  'Usage:': '用法：',
  'Options:': '选项：',
  'Commands:': '命令：',
  'Arguments:': '参数：',
};

function plainCommand(name: string, zh: string, en: string): Command {
  return new Command(name)
    .description(say(zh, en))
    .helpOption('-h, --help', say('显示帮助', 'show help'))
    .configureHelp({ styleTitle: (title) => (language === 'zh' ? (headings[title] ?? title) : title) })
    .configureOutput({ outputError: (text, write) => write(language === 'zh' ? chineseUsageError(text) : text) })
    .exitOverride();
}

/** A command with the options that all have. */
function command(name: string, zh: string, en: string): Command {
  return plainCommand(name, zh, en)
    .addOption(
      new Option('--reporter <kind>', say('消息的样式', 'how messages are shown'))
        .choices([...reporters])
        .default('pretty'),
    )
    .option('--quiet', say('只显示消息', 'show messages only'))
    .addOption(new Option('--lang <language>', say('界面语言', 'language of the interface')).choices(['zh', 'en']));
}

const program = plainCommand(
  'kanben',
  '刊本：把中文 Markdown 排成印刷级 PDF 与 EPUB',
  'kanben: Chinese Markdown to print PDF and EPUB',
)
  .version(version, '-V, --version', say('显示版本', 'show the version'))
  .addOption(new Option('--lang <language>', say('界面语言', 'language of the interface')).choices(['zh', 'en']))
  .enablePositionalOptions()
  .helpCommand(false);

/** Runs a command's code, loaded only now, and sets the exit status. */
async function run(
  words: { reporter: Reporter; quiet?: boolean },
  folder: string,
  work: (session: Session) => Promise<number>,
) {
  const context = session(words);
  try {
    process.exitCode = await work(context);
  } catch (error) {
    process.exitCode = showFailure(error, context, folder);
  }
}

const collect = (value: string, before: string[] = []) => [...before, value];
const editionOption = (zh: string, en: string) => new Option('--edition <name>', say(zh, en)).argParser(collect);

program.addCommand(
  command('build', '把书稿做成 PDF 和 EPUB', 'build PDF and EPUB from a manuscript')
    .argument('[dir]', say('书稿文件夹', 'folder of the manuscript'), '.')
    .option('--out <folder>', say('输出文件夹', 'output folder'), 'dist')
    .option('--format <list>', say('输出格式：pdf、epub 或 pdf,epub', 'formats: pdf, epub or pdf,epub'), 'pdf,epub')
    .addOption(
      editionOption(
        'book.yaml 里 editions 的一个版本；可以写几次，default 是书本身',
        'an edition under editions in book.yaml; may be repeated; default is the book itself',
      ),
    )
    .option('--all-editions', say('书本身和全部版本', 'the book itself and all its editions'))
    .option('--template <name>', say('模板，代替 book.yaml 里写的', 'template, instead of the one in book.yaml'))
    .option(
      '--only <chapter>',
      say(
        '只排这一章（文件名或标识），快速看样；不写 EPUB 和记录',
        'this chapter only (its file or id), for a quick look; no EPUB, no record',
      ),
    )
    .option('--no-cache', say('不用缓存，每一部分都重排', 'use no cache: print every part anew'))
    .addOption(
      new Option(
        '--impose <kind>',
        say('另出拼版文件：booklet 小册子，2up 每张两面', 'also sheets: a booklet, or two pages a sheet (2up)'),
      ).choices(['booklet', '2up']),
    )
    .option('--strict', say('有警告也算失败', 'fail on warnings too'))
    .action((dir: string, words) =>
      run(words, dir, async (context) => (await import('./cli/build.ts')).build(dir, words, context)),
    ),
);

const languageOption = () =>
  new Option(
    '--language <tag>',
    say('正文语言，如 zh-Hans、zh-Hant-TW', 'language of the text, such as zh-Hans or zh-Hant-TW'),
  );

program.addCommand(
  command('check', '检查书稿或 Markdown 文件，不输出成品', 'check a manuscript or Markdown files; no outputs')
    .argument('[path...]', say('书稿文件夹、文件夹或文件', 'manuscript, folders or files'))
    .addOption(editionOption('只检查这个版本；默认全部检查', 'check this edition only; by default all of them'))
    .option('--fix', say('改正能放心改的，写回文件', 'write the safe fixes into the files'))
    .option(
      '--epub <file>',
      say(
        '检查这个 EPUB；写上书稿文件夹则与它比较',
        'check this EPUB, and against the manuscript if its folder is given',
      ),
    )
    .option('--strict', say('有警告也算失败', 'fail on warnings too'))
    .addOption(languageOption())
    .action((paths: string[], words) =>
      run(words, '.', async (context) =>
        words.epub
          ? (await import('./cli/check-epub.ts')).checkEpubFile(paths, words, context)
          : (await import('./cli/check.ts')).check(paths, words, context),
      ),
    ),
);

program.addCommand(
  command('format', '按中文排版规则整理 Markdown 文件', 'apply the text rules to Markdown files')
    .argument(
      '[file...]',
      say('文件或文件夹；- 是标准输入到标准输出', 'files or folders; - is standard input to standard output'),
    )
    .option('--check', say('只说哪些文件要改，不写', 'only say which files would change'))
    .option(
      '--as-built',
      say('像做成品时那样用全部规则（连接软换行等）', 'apply every rule as a build does (soft line breaks joined …)'),
    )
    .addOption(languageOption())
    .action((files: string[], words) =>
      run(words, '.', async (context) => (await import('./cli/format.ts')).format(files, words, context)),
    ),
);

program.addCommand(
  command('preview', '在浏览器里看印出来的页面，边写边看', 'see the printed pages in a browser while you write')
    .argument('[dir]', say('书稿文件夹', 'folder of the manuscript'), '.')
    .option('--port <number>', say('端口，默认 4180；占用时用下一个', 'port, 4180 by default; the next if it is taken'))
    .option('--open', say('打开浏览器', 'open the browser'))
    .addOption(editionOption('看 editions 里的这个版本', 'show this edition of book.yaml'))
    .option('--template <name>', say('模板，代替 book.yaml 里写的', 'template, instead of the one in book.yaml'))
    .option(
      '--editor <name>',
      say(
        '点段落时打开的编辑器：vscode（默认）、cursor、zed、vim…，none，或带 {file} 和 {line} 的地址',
        'editor that a click opens: vscode (default), cursor, zed, vim …, none, or an address with {file} and {line}',
      ),
    )
    .option('--out <folder>', say('与这里做成的 PDF 比较，默认 dist', 'compare with the PDF built here, default dist'))
    .option('--store <folder>', say('与这个存档比较，默认 archive', 'compare with this archive, default archive'))
    .action((dir: string, words) =>
      run(words, dir, async (context) => (await import('./cli/preview.ts')).preview(dir, words, context)),
    ),
);

program.addCommand(
  archiveCommands({
    plain: plainCommand,
    command,
    say,
    run: (words, folder, work) => run(words as unknown as Parameters<typeof run>[0], folder, work),
  }),
);

// A reader that has seen enough, such as head, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(process.exitCode ?? 0);
});

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Help and version end with 0; any other way that commander stops is wrong use.
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
