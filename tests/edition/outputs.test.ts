import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Outputs, prepareFolder } from '../../src/edition/outputs.ts';

// No PDFs are written here.
vi.unmock('../../src/edition/outputs.ts');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kanben-out-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const files = (text: string) =>
  new Map(['t.pdf', 't.epub', 't.edition.json'].map((name) => [name, Buffer.from(`${name} ${text}`)]));

/** As a build does. */
async function writeAll(target: string, written: Map<string, Uint8Array>, signal?: AbortSignal): Promise<Outputs> {
  const outputs = new Outputs(target, signal);
  try {
    for (const [name, bytes] of written) await outputs.add(name, bytes);
    await outputs.commit();
    return outputs;
  } finally {
    await outputs.discard();
  }
}

async function contents(): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')])),
  );
}

const all = (text: string) => ({
  't.edition.json': `t.edition.json ${text}`,
  't.epub': `t.epub ${text}`,
  't.pdf': `t.pdf ${text}`,
});

describe('Outputs', () => {
  it('writes all files, over old ones too, and leaves nothing else', async () => {
    await writeAll(folder, files('一'));
    expect(await contents()).toEqual(all('一'));
    await writeAll(folder, files('二'));
    expect(await contents()).toEqual(all('二'));
  });

  it('leaves the old files as they were when one cannot be written', async () => {
    await writeAll(folder, files('旧'));
    const long = new Map([...files('新'), [`${'长'.repeat(200)}.pdf`, Buffer.from('x')]]);
    await expect(writeAll(folder, long)).rejects.toMatchObject({
      exitCode: 3,
      texts: {
        zh: `写不进 ${folder}（ENAMETOOLONG）。原来的文件没有动。`,
        en: `Cannot write to ${folder} (ENAMETOOLONG); the files there before are unchanged.`,
      },
    });
    expect(await contents()).toEqual(all('旧'));
  });

  it('replaces none when a folder stands in the place of one', async () => {
    await writeAll(folder, new Map([['t.pdf', Buffer.from('旧')]]));
    await mkdir(path.join(folder, 't.epub'));
    await expect(writeAll(folder, files('新'))).rejects.toMatchObject({
      exitCode: 3,
      texts: {
        zh: `${path.join(folder, 't.epub')} 是文件夹，不能写成文件。请移走它，或用 --out 另选一个；原来的文件没有动。`,
      },
    });
    expect((await readdir(folder)).sort()).toEqual(['t.epub', 't.pdf']);
    expect(await readFile(path.join(folder, 't.pdf'), 'utf8')).toBe('旧');
  });

  it('stops when told to, before anything has changed', async () => {
    await writeAll(folder, files('旧'));
    const abort = new AbortController();
    const late = files('新');
    // Told between the first file and the second.
    const entries = late.entries.bind(late);
    late[Symbol.iterator] = function* () {
      for (const [i, entry] of [...entries()].entries()) {
        if (i === 1) abort.abort(new Error('SIGINT'));
        yield entry;
      }
      return undefined;
    };
    await expect(writeAll(folder, late, abort.signal)).rejects.toThrow('SIGINT');
    expect(await contents()).toEqual(all('旧'));
  });

  it('writes what comes in pieces, and knows its digest', async () => {
    const outputs = new Outputs(folder);
    await outputs.add(
      't.epub',
      (async function* () {
        yield Buffer.from('一');
        yield Buffer.from('二');
      })(),
    );
    await outputs.commit();
    expect(await contents()).toEqual({ 't.epub': '一二' });
    const sha256 = createHash('sha256').update('一二').digest('hex');
    expect(outputs.written).toEqual([{ path: 't.epub', bytes: 6, sha256 }]);
  });

  it('leaves nothing when what makes the pieces fails', async () => {
    const outputs = new Outputs(folder);
    const broken = (async function* () {
      yield Buffer.from('一');
      throw new Error('no more');
    })();
    await expect(outputs.add('t.epub', broken)).rejects.toThrow('no more');
    await outputs.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it.skipIf(!existsSync('/dev/full'))('says so when the disk is full', async () => {
    await writeAll(folder, files('旧'));
    // The device takes no byte, as a full disk does.
    await symlink('/dev/full', path.join(folder, `.t.epub.${process.pid}.tmp`));
    await expect(writeAll(folder, files('新'))).rejects.toMatchObject({
      exitCode: 3,
      texts: {
        zh: '磁盘满了，没有写成。请腾出空间再试；原来的文件没有动。',
        en: 'The disk is full; nothing was written. Make room and try again; the files there before are unchanged.',
      },
    });
    expect(await contents()).toEqual(all('旧'));
  });

  it('says so when the folder is none', async () => {
    await writeFile(path.join(folder, 'file'), '');
    await expect(writeAll(path.join(folder, 'file'), files('新'))).rejects.toMatchObject({
      exitCode: 3,
      texts: { zh: `写不进 ${path.join(folder, 'file')}（ENOTDIR）。原来的文件没有动。` },
    });
  });
});

describe('prepareFolder', () => {
  it('makes folders as deep as needed', async () => {
    await prepareFolder(path.join(folder, 'a/b'));
    await writeAll(path.join(folder, 'a/b'), files('一'));
    expect(await readdir(path.join(folder, 'a/b'))).toHaveLength(3);
  });

  it('fails before any work where it cannot write', async () => {
    await writeFile(path.join(folder, 'file'), '');
    await expect(prepareFolder(path.join(folder, 'file'))).rejects.toMatchObject({
      exitCode: 3,
      texts: {
        zh: `不能写入输出文件夹 ${path.join(folder, 'file')}（EEXIST）。请检查权限，或用 --out 另选一个。`,
        en: `Cannot write to the output folder ${path.join(folder, 'file')} (EEXIST). Check its permissions, or choose another with --out.`,
      },
    });
    await expect(prepareFolder(path.join(folder, 'file/sub'))).rejects.toMatchObject({ exitCode: 3 });
  });
});
