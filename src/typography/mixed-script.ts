import type { RuleName } from '../book/typography-options.ts';
import { contains } from './characters.ts';
import type { ReportRule } from './rule.ts';
import { buildScriptSets, type ScriptSets } from './scripts.ts';

/** Built when the first paragraph is looked at; a constant of Unicode, not a state. */
let sets: ScriptSets | undefined;

/** The rule for texts in `script`, which reports characters of the other script only. */
function mixedScript(id: RuleName, script: 'Hans' | 'Hant', zh: string, en: string): ReportRule {
  return {
    id,
    kind: 'report',
    clause: script === 'Hans' ? '《通用规范汉字表》（2013）' : 'CNS 11643（Big5）',
    needs: contains.han,
    say: (actual) => ({ zh: `${zh}：“${actual}”`, en: `${en}: ${actual}` }),
    *find({ text, language }) {
      if (language.script !== script) return;
      sets ??= buildScriptSets();
      const foreign = script === 'Hans' ? sets.traditionalOnly : sets.simplifiedOnly;
      let start = -1;
      for (let i = 0; i <= text.length; i++) {
        const isForeign = i < text.length && foreign[text.charCodeAt(i)] === 1;
        if (isForeign && start < 0) start = i;
        if (!isForeign && start >= 0) {
          yield { start, end: i };
          start = -1;
        }
      }
    },
  };
}

/** Traditional characters in a simplified text. They may be meant (a name, a source quoted): reported only. */
export const traditionalInSimplified = mixedScript(
  'trad-in-hans',
  'Hans',
  '简体文本里有繁体字',
  'Traditional characters in a simplified text',
);

/** Simplified characters in a traditional text. */
export const simplifiedInTraditional = mixedScript(
  'hans-in-trad',
  'Hant',
  '繁體文本裡有簡體字',
  'Simplified characters in a traditional text',
);
