import type { Setting, TypographySettings } from '../book/typography-options.ts';
import type { Plan } from './engine.ts';
import { languageData } from './languages.ts';
import type { Scope, TypographyOptions } from './options.ts';
import type { FixRule, ReportRule, Rule } from './rule.ts';

/** What each profile sets; anything set beside the profile overrules it. */
const profiles: Record<NonNullable<TypographySettings['profile']>, TypographySettings & { language?: string }> = {
  gb: {},
  spaced: { spacing: 'insert' },
  taiwan: { language: 'zh-Hant-TW' },
  official: { 'official-dates': 'report' },
};

/** Which rules fix and which report: from the preset, the profile and the settings; the later wins. */
export function planFor(preset: readonly Rule[], options: TypographyOptions, scope: Scope): Plan {
  const profile = profiles[options.settings?.profile ?? 'gb'];
  const settings: TypographySettings = { ...profile, ...options.settings };
  const spacing = settings.spacing ?? 'layout';
  const fixes: FixRule[] = [];
  const reports: (FixRule | ReportRule)[] = [];
  for (const rule of preset) {
    const asked = options.settings?.[rule.id];
    const setting = asked ?? bySpacing(rule, spacing) ?? settings[rule.id] ?? usual(rule);
    if (setting === 'off') continue;
    if (rule.kind === 'report' || setting === 'report') reports.push(rule);
    // A rule for what is built is left out of the source unless somebody asked for it there.
    else if (rule.scope === 'source' || scope === 'build' || asked === 'fix') fixes.push(rule);
  }
  const language = languageData(options.language ?? profile.language ?? 'zh-Hans');
  const convert = scope === 'build' ? options.convert : undefined;
  return { language, convert, fixes, reports, careful: scope === 'source' };
}

function usual(rule: Rule): Setting {
  return rule.setting ?? (rule.kind === 'fix' ? 'fix' : 'report');
}

function bySpacing(rule: Rule, spacing: 'layout' | 'keep' | 'insert'): Setting | undefined {
  if (rule.id === 'han-latin-space' && spacing !== 'layout') return 'off';
  if (rule.id === 'typed-space' && spacing === 'insert') return 'fix';
  return undefined;
}
