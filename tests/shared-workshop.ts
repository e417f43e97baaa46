import { Workshop } from '../src/edition/workshop.ts';

let opened: Promise<Workshop> | undefined;

/**
 * One browser for the builds of all test files of a worker: nearly all fixtures have the same fonts. It ends with the process. For
 * builds that are about nothing of browser or cache.
 */
export function sharedWorkshop(): Promise<Workshop> {
  opened ??= Workshop.open();
  return opened;
}
