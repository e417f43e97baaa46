import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { joinPath, type StoreFiles } from './files.ts';

/** `inventory.json` of OCFL 1.1 (3.5), as we write it. */
export interface Inventory {
  id: string;
  type: typeof inventoryType;
  digestAlgorithm: 'sha512' | 'sha256';
  head: string;
  contentDirectory?: string;
  /** Content paths, relative to the object root, by digest. */
  manifest: Record<string, string[]>;
  versions: Record<string, InventoryVersion>;
}

export interface InventoryVersion {
  /** RFC 3339 */
  created: string;
  message?: string;
  user?: { name: string; address?: string };
  /** Logical paths by digest. */
  state: Record<string, string[]>;
}

export const inventoryType = 'https://ocfl.io/1.1/spec/#inventory';

export function hexDigest(algorithm: string, bytes: Uint8Array | string): string {
  return createHash(algorithm).update(bytes).digest('hex');
}

export function versionNumber(name: string): number {
  return Number(name.replace(/^v/, ''));
}

export function versionNames({ head }: Pick<Inventory, 'head'>): string[] {
  // A padded name keeps its width: v0001 … v0012.
  const width = head.startsWith('v0') ? head.length - 1 : 0;
  return Array.from({ length: versionNumber(head) }, (_, i) => `v${String(i + 1).padStart(width, '0')}`);
}

/** The version after the newest; a padded name keeps its width. */
export function nextVersion({ head }: Pick<Inventory, 'head'>): string {
  const number = String(versionNumber(head) + 1);
  return head.startsWith('v0') ? `v${number.padStart(head.length - 1, '0')}` : `v${number}`;
}

/** What an inventory and its sidecar hold in the store. */
export function inventoryFiles(inventory: Inventory): { json: Buffer; sidecar: Buffer } {
  const json = Buffer.from(`${JSON.stringify(inventory, null, 2)}\n`);
  return { json, sidecar: Buffer.from(`${hexDigest(inventory.digestAlgorithm, json)} inventory.json\n`) };
}

/** The digest of every file of a version, by logical path. */
export function stateOf(inventory: Inventory, version: string): Map<string, string> {
  const { state = {} } = inventory.versions[version] ?? {};
  const files = Object.entries(state).flatMap(([digest, names]) =>
    names.map((name) => [name, digest.toLowerCase()] as const),
  );
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Where the bytes with a digest are, relative to the object root. */
export function contentPath(inventory: Inventory, digest: string): string | undefined {
  return (inventory.manifest[digest] ??
    Object.entries(inventory.manifest).find(([key]) => key.toLowerCase() === digest)?.[1])?.[0];
}

/** An inventory whose sidecar agrees, with the bytes that it was read from. */
export interface ReadInventory {
  inventory: Inventory;
  bytes: Buffer;
  /** By the inventory's own algorithm. */
  digest: string;
}

/** Reads the inventory in a folder; undefined if it is missing, no JSON of ours to read, or its sidecar does not agree. */
export async function readInventory(files: StoreFiles, folder: string): Promise<ReadInventory | undefined> {
  const read = await readBare(files, folder);
  return read && (await promised(files, folder, read)) === read.digest ? read : undefined;
}

/** How often a reader looks again, 20 ms apart, when it comes between a writer's steps. */
const patience = 25;

/**
 * The root inventory of an object, for readers: a writer puts it and its sidecar in place one after the other, so the sidecar in
 * the newest version's folder, which came before both, will do too.
 */
export async function readObject(files: StoreFiles, folder: string): Promise<ReadInventory | undefined> {
  for (let attempt = 0; ; attempt++) {
    const read = await readBare(files, folder);
    if (read) {
      if ((await promised(files, folder, read)) === read.digest) return read;
      if ((await promised(files, joinPath(folder, read.inventory.head), read)) === read.digest) return read;
    }
    if (attempt >= patience) return undefined;
    await setTimeout(20);
  }
}

async function readBare(files: StoreFiles, folder: string): Promise<ReadInventory | undefined> {
  try {
    const bytes = await files.read(joinPath(folder, 'inventory.json'));
    const inventory = JSON.parse(bytes.toString('utf8')) as Inventory;
    const { digestAlgorithm: algorithm, manifest, versions, head, id } = inventory;
    if (algorithm !== 'sha512' && algorithm !== 'sha256') return undefined;
    if (typeof id !== 'string' || !isObject(manifest) || !isObject(versions) || !isObject(versions[head]))
      return undefined;
    return { inventory, bytes, digest: hexDigest(algorithm, bytes) };
  } catch (error) {
    if (error instanceof SyntaxError || 'code' in (error as object)) return undefined;
    throw error;
  }
}

/** The digest in the sidecar of a folder. */
async function promised(files: StoreFiles, folder: string, { inventory }: ReadInventory): Promise<string | undefined> {
  const file = joinPath(folder, `inventory.json.${inventory.digestAlgorithm}`);
  const sidecar = await files.read(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === undefined) throw error;
    return undefined;
  });
  return sidecar?.toString('utf8').split(/\s/)[0]?.toLowerCase();
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
