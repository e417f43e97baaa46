#!/usr/bin/env node
import { createUnifiedLanguageServer } from 'unified-language-server';
import { processor } from './language-server/processor.ts';

/**
 * The text rules in editors: messages while typing, `expected` as quick fixes, formatting of the document.
 * `kanben-language-server --stdio`; see docs/editors.md.
 */
createUnifiedLanguageServer({
  // No project has this package, so ours is always the one that runs.
  processorName: 'kanben-language-server-processor',
  defaultProcessor: processor,
  packageField: 'kanbenLanguageServer',
  rcName: 'kanben-language-server',
  pluginPrefix: 'kanben',
  configurationSection: 'kanben',
});
