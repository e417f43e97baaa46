import { Failure } from '../../report/failure.ts';

/** Where a remote store is, and how to get there. */
export interface RemoteAddress {
  bucket: string;
  /** Without slashes at its ends; empty for the whole bucket. */
  prefix: string;
  /** Without a slash at its end. */
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** As it is told to people: without keys. */
  shown: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `s3://bucket/prefix`, with `?endpoint=` and `?region=` or the variables that S3 tools share: AWS_ENDPOINT_URL_S3,
 * AWS_ENDPOINT_URL, AWS_REGION, AWS_DEFAULT_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
 * @throws Failure (2)
 */
export function readAddress(address: string, env: Environment): RemoteAddress {
  const [, bucket = '', rest = '', query = ''] = /^s3:\/\/([^/?#]*)(\/[^?#]*)?(?:\?(.*))?$/i.exec(address) ?? [];
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw new Failure(2, {
      zh: `“${address}”不是远程存档的地址，应当是 s3://桶/前缀（桶名 3–63 个小写字母、数字、点、连字符）。`,
      en: `"${address}" is no address of a remote archive; it must be s3://bucket/prefix (bucket: 3–63 lower-case letters, digits, dots, hyphens).`,
    });
  }
  const words = new URLSearchParams(query);
  const region = words.get('region') ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? 'us-east-1';
  const endpoint =
    words.get('endpoint') ??
    env.AWS_ENDPOINT_URL_S3 ??
    env.AWS_ENDPOINT_URL ??
    `https://s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  if (!/^https?:$/.test(protocolOf(endpoint))) {
    throw new Failure(2, {
      zh: `服务地址“${endpoint}”不对，应当以 https:// 或 http:// 开头（?endpoint= 或 AWS_ENDPOINT_URL_S3）。`,
      en: `The endpoint "${endpoint}" must begin with https:// or http:// (?endpoint= or AWS_ENDPOINT_URL_S3).`,
    });
  }
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: token } = env;
  if (!accessKeyId || !secretAccessKey) {
    throw new Failure(2, {
      zh: '没有访问远程存档的密钥：请设环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY。',
      en: 'No keys for the remote archive: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    });
  }
  const prefix = rest.replace(/^\/+|\/+$/g, '');
  return {
    bucket,
    prefix,
    endpoint: endpoint.replace(/\/+$/, ''),
    region,
    credentials: { accessKeyId, secretAccessKey, ...(token && { sessionToken: token }) },
    shown: `s3://${bucket}${prefix && '/'}${prefix}`,
  };
}

function protocolOf(url: string): string {
  try {
    return new URL(url).protocol;
  } catch {
    return '';
  }
}
