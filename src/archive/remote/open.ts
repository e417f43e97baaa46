import type { Store } from '../store.ts';
export async function openRemoteStore(_address: string): Promise<Store> {
  throw new Error('todo');
}
export async function makeRemoteStore(_address: string): Promise<Store> {
  throw new Error('todo');
}
