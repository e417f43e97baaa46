import { Argument, type Command, Option } from 'commander';
import type { Session } from './session.ts';

/** What cli.ts lends: how a command is made, worded and run. */
export interface CommandKit {
  plain(name: string, zh: string, en: string): Command;
  command(name: string, zh: string, en: string): Command;
  say(zh: string, en: string): string;
  /** Runs `work` in the session of the words given, and sets the exit status. */
  run(words: Record<string, unknown>, folder: string, work: (session: Session) => Promise<number>): Promise<void>;
}

/** `kanben archive …`: the words only; each command's code is loaded when it runs. */
export function archiveCommands(kit: CommandKit): Command {
  const { plain, say } = kit;
  const archive = plain(
    'archive',
    '存档：保存、核对、比较、取回每一版',
    'keep, verify, compare and restore every edition',
  ).enablePositionalOptions();
  archive.helpCommand(false);
  for (const make of [
    add,
    list,
    show,
    setState,
    verify,
    sign,
    diff,
    restore,
    rebuild,
    exportBag,
    importBag,
    serve,
    recover,
  ])
    archive.addCommand(make(kit));
  return archive.usage(say('<命令> [选项]', '<command> [options]'));
}

function stored({ command, say }: CommandKit, name: string, zh: string, en: string): Command {
  return command(name, zh, en).option(
    '--store <place>',
    say('存档文件夹，或 s3://桶/前缀', 'folder of the archive, or s3://bucket/prefix'),
    'archive',
  );
}

function add(kit: CommandKit): Command {
  const { say, run } = kit;
  return stored(kit, 'add', '把一版存档', 'archive an edition')
    .argument('[dir]', say('书稿文件夹', 'folder of the manuscript'), '.')
    .option('--from <folder>', say('用已做成的成品，不再做', 'take a finished build from this folder'))
    .option('--edition <name>', say('book.yaml 里 editions 的一个版本', 'an edition under editions in book.yaml'))
    .option(
      '--publication <name>',
      say('出版物的名字；默认是书的 id', 'name of the publication; default: id of the book'),
    )
    .addOption(
      new Option('--state <state>', say('draft 草稿，published 已发布', 'draft or published'))
        .choices(['draft', 'published'])
        .default('published'),
    )
    .option(
      '--reason <text>',
      say('为什么出这一版，如改正了什么', 'why there is this edition, such as what it corrects'),
    )
    .option('--user <name>', say('存档人；默认是登录名', 'who archives; default: the login name'))
    .option('--address <uri>', say('存档人的地址，如 mailto:…', 'address of who archives, such as mailto:…'))
    .action((dir: string, words) =>
      run(words, dir, async (session) => (await import('./archive/add.ts')).add(dir, words, session)),
    );
}

function list(kit: CommandKit): Command {
  return stored(kit, 'list', '列出存档里的出版物和各版', 'list the publications and their editions').action((words) =>
    kit.run(words, '.', async (session) => (await import('./archive/list.ts')).list(words, session)),
  );
}

function show(kit: CommandKit): Command {
  return stored(kit, 'show', '一个出版物或一版的详情', 'tell all of a publication or an edition')
    .argument('<id>', kit.say('出版物，或 出版物@v2', 'publication, or publication@v2'))
    .action((id: string, words) =>
      kit.run(words, '.', async (session) => (await import('./archive/list.ts')).show(id, words, session)),
    );
}

function verify(kit: CommandKit): Command {
  return stored(kit, 'verify', '核对存档里的每一个字节', 'verify every byte of the archive')
    .argument('[id]', kit.say('只核对这个出版物', 'verify this publication only'))
    .option(
      '--signed-by <file>',
      kit.say(
        '要有这些公钥的签名（allowed_signers 或 .pub）',
        'require a signature by these keys (allowed_signers or .pub)',
      ),
    )
    .option(
      '--sample <percent>',
      kit.say('只核对最久没核对的一部分，如 10%', 'only the part verified longest ago, such as 10%'),
    )
    .action((id: string | undefined, words) =>
      kit.run(words, '.', async (session) => (await import('./archive/verify.ts')).verify(id, words, session)),
    );
}

function recover(kit: CommandKit): Command {
  const zh = '了结中断的写入，修复受损的根清单';
  return stored(kit, 'recover', zh, 'finish or undo what was interrupted; mend damaged root inventories').action(
    (words) => kit.run(words, '.', async (session) => (await import('./archive/recover.ts')).recover(words, session)),
  );
}

function restore(kit: CommandKit): Command {
  return stored(kit, 'restore', '取回一版的全部文件', 'write all files of an edition to a new folder')
    .argument('<id>', kit.say('出版物，或 出版物@v2', 'publication, or publication@v2'))
    .option('--out <folder>', kit.say('新文件夹', 'the new folder'))
    .action((id: string, words) =>
      kit.run(words, '.', async (session) => (await import('./archive/restore.ts')).restore(id, words, session)),
    );
}

function rebuild(kit: CommandKit): Command {
  const zh = '只用存档重做一版，与当时的成品比较';
  return stored(kit, 'rebuild', zh, 'build an edition again from the archive alone and compare')
    .argument('<id>', kit.say('出版物，或 出版物@v2', 'publication, or publication@v2'))
    .option('--out <folder>', kit.say('留下重做的成品', 'keep the rebuilt outputs'))
    .option(
      '--install',
      kit.say(
        '按存档里的锁文件装好当时的环境再做（要 npm）',
        'install the environment of the archived lockfile and build with that (needs npm)',
      ),
    )
    .action((id: string, words) =>
      kit.run(words, '.', async (session) => (await import('./archive/restore.ts')).rebuild(id, words, session)),
    );
}

function exportBag(kit: CommandKit): Command {
  return stored(kit, 'export', '把一版导出成 BagIt 包', 'export an edition as a BagIt bag')
    .argument('<id>', kit.say('出版物，或 出版物@v2', 'publication, or publication@v2'))
    .option('--bagit', kit.say('BagIt 1.0（唯一的格式）', 'BagIt 1.0 (the only form)'))
    .option('--out <folder>', kit.say('新文件夹', 'the new folder'))
    .action((id: string, words) =>
      kit.run(words, '.', async (session) => (await import('./archive/restore.ts')).exportVersion(id, words, session)),
    );
}

function importBag(kit: CommandKit): Command {
  const { say } = kit;
  return stored(kit, 'import', '收入一个 BagIt 包', 'take a BagIt bag in as a version')
    .argument('<bag>', say('包的文件夹', 'folder of the bag'))
    .option(
      '--publication <name>',
      say('出版物的名字；默认照包里的', 'name of the publication; default: as in the bag'),
    )
    .option('--user <name>', say('存档人；默认是登录名', 'who archives; default: the login name'))
    .option('--address <uri>', say('存档人的地址，如 mailto:…', 'address of who archives, such as mailto:…'))
    .action((bag: string, words) =>
      kit.run(words, '.', async (session) => (await import('./archive/restore.ts')).importFolder(bag, words, session)),
    );
}

function setState(kit: CommandKit): Command {
  const { say } = kit;
  const zh = '发布或撤回一版；原来的版本不动';
  return stored(kit, 'state', zh, 'publish or withdraw an edition; the version as it was is kept')
    .argument('<id>', say('出版物，或 出版物@v2', 'publication, or publication@v2'))
    .addArgument(new Argument('<state>', say('新的状态', 'the new state')).choices(['draft', 'published', 'withdrawn']))
    .option('--reason <text>', say('原因；撤回时必须写', 'why; required to withdraw'))
    .option('--user <name>', say('存档人；默认是登录名', 'who does so; default: the login name'))
    .option('--address <uri>', say('存档人的地址，如 mailto:…', 'address of who does so, such as mailto:…'))
    .action((id: string, state: string, words) =>
      kit.run(words, '.', async (session) => (await import('./archive/state.ts')).setState(id, state, words, session)),
    );
}

function diff(kit: CommandKit): Command {
  const { say } = kit;
  const zh = '比较两版：书稿按词，表格按格，PDF 按页，EPUB 按文件';
  const en = 'compare two editions: manuscript by words, tables by cells, PDF by pages, EPUB by entries';
  return stored(kit, 'diff', zh, en)
    .argument('<before>', say('较早的，如 报告@v1', 'the earlier, such as report@v1'))
    .argument('<after>', say('较晚的，如 报告@v2', 'the later, such as report@v2'))
    .option(
      '--html <file>',
      say('另写一份变更报告（勘误表、前后页对照）', 'also write a change report with the pages side by side'),
    )
    .action((before: string, after: string, words) =>
      kit.run(words, '.', async (session) => (await import('./archive/diff.ts')).diff(before, after, words, session)),
    );
}

function sign(kit: CommandKit): Command {
  const { say } = kit;
  return stored(
    kit,
    'sign',
    '给一版的清单签名（SSHSIG，Ed25519）',
    'sign the inventory of an edition (SSHSIG, Ed25519)',
  )
    .argument('<id>', say('出版物，或 出版物@v2', 'publication, or publication@v2'))
    .requiredOption('--key <file>', say('私钥，如 ~/.ssh/id_ed25519', 'private key, such as ~/.ssh/id_ed25519'))
    .action((id: string, words) =>
      kit.run(words, '.', async (session) => (await import('./archive/sign.ts')).sign(id, words, session)),
    );
}

function serve(kit: CommandKit): Command {
  const zh = '写出存档的目录网页：出版物、各版、封面、下载、摘要、差别、Atom';
  const en = 'write the catalogue of the archive as static pages, with downloads, digests, changes and an Atom feed';
  return stored(kit, 'serve', zh, en)
    .option('--out <folder>', kit.say('新文件夹', 'the new folder'), 'catalogue')
    .action((words) =>
      kit.run(words, '.', async (session) => (await import('./archive/serve.ts')).serve(words, session)),
    );
}
