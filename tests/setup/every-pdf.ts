import { afterEach, vi } from 'vitest';
import { mayBreak, mustKeepRules } from './keeps-rules.ts';

/**
 * Every PDF that a test builds is checked before it is written, whatever the test is about. (What the command line builds in a
 * process of its own is checked by run-cli.ts, the sample by sample.ts.)
 */
vi.mock('../../src/edition/outputs.ts', async (importOriginal) => {
  const outputs = await importOriginal<typeof import('../../src/edition/outputs.ts')>();
  const writeAll: typeof outputs.writeAll = async (folder, files, signal) => {
    for (const [name, bytes] of files) if (name.endsWith('.pdf')) await mustKeepRules(name, bytes);
    return outputs.writeAll(folder, files, signal);
  };
  return { ...outputs, writeAll };
});

afterEach(() => mayBreak());
