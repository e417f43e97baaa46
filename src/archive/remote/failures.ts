import { Failure } from '../../report/failure.ts';
import { publicationOf } from '../layout.ts';
import { textOf } from './xml.ts';

/** The service cannot be reached, or refuses: what was sent until then stays, and the next try goes on from there. */
export class RemoteFailure extends Failure {}

/** After the last try without an answer. */
export function noAnswer(endpoint: string, cause: unknown): RemoteFailure {
  const code = codeOf(cause);
  return new RemoteFailure(
    3,
    {
      zh: `连不上存档服务 ${endpoint}（${code}）。请检查网络和 --store 里的地址，再运行一次：已传的不会重传，存档没有半截的版本。`,
      en: `The archive service ${endpoint} cannot be reached (${code}). Check the network and the address in --store, and run this again: what was sent is not sent again, and no half version is in the archive.`,
    },
    { cause },
  );
}

function codeOf(error: unknown): string {
  const { name, cause } = error as Error & { cause?: { code?: string } };
  if (name === 'TimeoutError' || name === 'AbortError') return 'timeout';
  return cause?.code ?? (error as NodeJS.ErrnoException).code ?? name;
}

/** An answer that no further try will change. */
export function refused(shown: string, status: number, body: string): RemoteFailure {
  const code = textOf(body, 'Code') ?? String(status);
  const [zh, en] = reasons[code] ??
    byStatus[status] ?? [`存档服务回答了 ${status}（${code}）。`, `The archive service answered ${status} (${code}).`];
  const cause = { code: status === 403 || status === 401 ? 'EACCES' : code };
  return new RemoteFailure(
    3,
    { zh: `${shown}：${zh}存档没有变。`, en: `${shown}: ${en} The archive is unchanged.` },
    { cause },
  );
}

const forbidden = [
  '密钥没有读写这里的权限。请检查 AWS_ACCESS_KEY_ID 的授权。',
  'The keys may not read or write here. Check what AWS_ACCESS_KEY_ID is allowed.',
] as const;
const wrongKey = [
  '密钥不对。请检查 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY。',
  'The keys are wrong. Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
] as const;
const wrongRegion = [
  '桶不在这个区域。请用 ?region= 或 AWS_REGION 写对区域。',
  'The bucket is in another region. Name the right one with ?region= or AWS_REGION.',
] as const;

const reasons: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  NoSuchBucket: ['没有这个桶。请先建好，或改 --store。', 'There is no such bucket. Make it, or change --store.'],
  InvalidAccessKeyId: wrongKey,
  SignatureDoesNotMatch: wrongKey,
  RequestTimeTooSkewed: [
    '这台机器的钟与服务差得太多，请校准时间。',
    'The clock of this machine is too far from that of the service; set it right.',
  ],
  AuthorizationHeaderMalformed: wrongRegion,
  PermanentRedirect: wrongRegion,
  QuotaExceeded: ['空间用完了，没有写成。', 'There is no space left; it was not written.'],
};
const byStatus: Readonly<Record<number, readonly [zh: string, en: string]>> = {
  301: wrongRegion,
  307: wrongRegion,
  401: forbidden,
  403: forbidden,
  507: ['空间用完了，没有写成。', 'There is no space left; it was not written.'],
};

/** The service lets what is there be written over: no version would be safe. */
export function noConditions(shown: string): Failure {
  return new Failure(3, {
    zh: `${shown} 的服务不理会条件写入（If-None-Match、If-Match），存过的版本可能被覆盖，所以不写。请换用支持条件写入的服务。`,
    en: `The service of ${shown} ignores conditional writes (If-None-Match, If-Match): archived versions could be written over, so nothing is written. Use a service that has them.`,
  });
}

/** Somebody else writes the same publication at the same time. */
export function otherWriter(id: string, place: string, who = ''): Failure {
  const name = publicationOf(id);
  return new Failure(3, {
    zh: `“${name}”正在被另一个进程写入${who && `（${who}）`}，没有写。请等它结束再试。（${place}）`,
    en: `"${name}" is being written by another process${who && ` (${who})`}; nothing was written. Try again when it is done. (${place})`,
  });
}
