import type { Setting } from '../book/typography-options.ts';
import type { Plan } from './engine.ts';
import { languageData } from './languages.ts';
import type { Scope, TypographyOptions } from './options.ts';
import type { FixRule, ReportRule, Rule } from './rule.ts';

/** Which rules fix and which report, from the preset, the profile and the settings; the later wins. */
export function planFor(preset: readonly Rule[], options: TypographyOptions, scope: Scope): Plan {
  const { settings = {} } = options;
  const profile = settings.profile ?? 'gb';
  const language = languageData(options.language ?? (profile === 'taiwan' ? 'zh-Hant-TW' : 'zh-Hans'));
  const spacing = settings.spacing ?? (profile === 'spaced' ? 'insert' : 'layout');
  const fixes: FixRule[] = [];
  const reports: (FixRule | ReportRule)[] = [];
  for (const rule of preset) {
    const setting = settings[rule.id] ?? bySpacing(rule, spacing) ?? rule.setting ?? usual(rule);
    if (setting === 'off') continue;
    if (rule.kind === 'report' || setting === 'report') reports.push(rule);
    // A rule for what is built is left out of the source unless somebody asked for it there.
    else if (rule.scope === 'source' || scope === 'build' || settings[rule.id] === 'fix') fixes.push(rule);
  }
  return { language, fixes, reports, careful: scope === 'source' };
}

function usual(rule: Rule): Setting {
  return rule.kind === 'fix' ? 'fix' : 'report';
}

function bySpacing(rule: Rule, spacing: 'layout' | 'keep' | 'insert'): Setting | undefined {
  if (rule.id === 'han-latin-space' && spacing !== 'layout') return 'off';
  if (rule.id === 'typed-space' && spacing === 'insert') return 'fix';
  return undefined;
}
