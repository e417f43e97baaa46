import { Failure } from '../../report/failure.ts';
import { checkDeclared, declaration, firstFiles, notEmpty } from '../declare.ts';
import { readIfThere } from '../files.ts';
import type { Store } from '../store.ts';
import { readAddress } from './address.ts';
import { Bucket } from './bucket.ts';
import { remoteFiles } from './files.ts';
import { begunRemote, recoverRemote, settleRemote } from './recover.ts';
import { Service, type ServiceOptions } from './service.ts';
import { writeRemote } from './write.ts';

export interface RemoteOptions extends ServiceOptions {
  env?: Readonly<Record<string, string | undefined>>;
}

/** Opens a store in a bucket. @throws Failure (2) if it is none of ours, (3) if it cannot be reached */
export async function openRemoteStore(address: string, options: RemoteOptions = {}): Promise<Store> {
  const store = remoteStore(address, options);
  await checkDeclared(store.files, store.root);
  return store;
}

/** Opens a store, or makes one where the bucket holds nothing. @throws Failure (2, 3) */
export async function makeRemoteStore(address: string, options: RemoteOptions = {}): Promise<Store> {
  const store = remoteStore(address, options);
  const names = (await store.files.entries('')).map(({ name }) => name);
  if (names.includes(declaration)) {
    await checkDeclared(store.files, store.root);
    return store;
  }
  const foreign = names.find((name) => name !== 'ocfl_layout.json' && name !== 'extensions');
  if (foreign !== undefined) throw notEmpty(store.root, foreign);
  const bucket = bucketOf(address, options);
  for (const [name, bytes] of firstFiles) {
    if ((await bucket.putNew(name, bytes)) !== undefined) continue;
    if ((await readIfThere(store.files, name))?.equals(bytes)) continue;
    throw new Failure(2, {
      zh: `${store.root} 里的 ${name} 是别的程序的，不能建存档。请换一个前缀。`,
      en: `${name} in ${store.root} is of another program, so no archive can be made there. Choose another prefix.`,
    });
  }
  return store;
}

function bucketOf(address: string, { env = process.env, ...options }: RemoteOptions): Bucket {
  const read = readAddress(address, env);
  return new Bucket(new Service(read, options), read.prefix);
}

function remoteStore(address: string, options: RemoteOptions): Store {
  const bucket = bucketOf(address, options);
  return {
    root: bucket.shown,
    files: remoteFiles(bucket),
    changes: {
      write: (id, patience, work, signal) => writeRemote(bucket, id, patience, work, signal),
      settle: () => settleRemote(bucket),
      recover: () => recoverRemote(bucket),
      keepLog: (file, bytes) => bucket.put(file, bytes),
      beingWritten: () => begunRemote(bucket),
    },
  };
}
