import { afterAll, afterEach, vi } from 'vitest';
import { closeSharedWorkshop } from '../shared-workshop.ts';
import { mayBreak, mustKeepRules } from './keeps-rules.ts';

/**
 * Every PDF that a test builds is checked before it is written, whatever the test is about. (What the command line builds in a
 * process of its own is checked by run-cli.ts, the sample by sample.ts.)
 */
vi.mock('../../src/edition/outputs.ts', async (importOriginal) => {
  const outputs = await importOriginal<typeof import('../../src/edition/outputs.ts')>();
  class CheckedOutputs extends outputs.Outputs {
    override async add(...[name, content]: Parameters<InstanceType<typeof outputs.Outputs>['add']>): Promise<void> {
      if (name.endsWith('.pdf') && content instanceof Uint8Array) await mustKeepRules(name, content);
      await super.add(name, content);
    }
  }
  return { ...outputs, Outputs: CheckedOutputs };
});

afterEach(() => mayBreak());

afterAll(closeSharedWorkshop);
