import { Failure } from '../../report/failure.ts';

/** What to tell of an error of the file system; the store is as it was before. */
export function diskFailure(cause: unknown, place: string): Failure {
  if (cause instanceof Failure) return cause;
  const { code } = cause as NodeJS.ErrnoException;
  // Without a code it is no error of the file system but a bug of ours.
  if (code === undefined) throw cause;
  const [zh, en] = reasons[code] ?? [
    `读写 ${place} 出错（${code}）。`,
    `Reading or writing ${place} failed (${code}).`,
  ];
  const texts = {
    zh: `${zh.replace('%', place)}存档没有变，原有的版本都在。`,
    en: `${en.replace('%', place)} The archive is unchanged; the versions there are kept.`,
  };
  return new Failure(3, texts, { cause });
}

const full = [
  '磁盘满了，% 没有写成。请腾出空间再试。',
  'The disk is full; % was not written. Make room and try again.',
] as const;
const readOnly = [
  '% 不能写：文件系统是只读的。请换一处，或以可写方式挂载。',
  '% cannot be written: the file system is read-only. Choose another place or mount it writable.',
] as const;
const forbidden = [
  '% 没有写入的权限。请检查文件夹的所有者和权限。',
  'No permission to write %. Check the owner and permissions of the folder.',
] as const;

const reasons: Record<string, readonly [zh: string, en: string]> = {
  ENOSPC: full,
  EDQUOT: full,
  EROFS: readOnly,
  EACCES: forbidden,
  EPERM: forbidden,
  EXDEV: [
    '% 跨两个文件系统，版本不能一步放到位，所以不写。请把整个存档放在一个文件系统上。',
    '% spans two file systems, so a version cannot be put in place in one step; nothing is written. Keep the whole archive on one file system.',
  ],
};
