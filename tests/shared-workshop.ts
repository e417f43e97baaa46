import { Workshop } from '../src/edition/workshop.ts';

let opened: Promise<Workshop> | undefined;

/**
 * One browser for all builds of a test file: nearly all fixtures have the same fonts. For builds that are about nothing of browser or
 * cache.
 */
export function sharedWorkshop(): Promise<Workshop> {
  opened ??= Workshop.open();
  return opened;
}

/** Called behind each test file: a worker is killed at its end, and its browser would stay behind. */
export async function closeSharedWorkshop(): Promise<void> {
  const closing = opened;
  opened = undefined;
  await (await closing)?.close();
}
