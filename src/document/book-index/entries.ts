import { nearest } from '../../book/nearest.ts';
import { say } from '../../report/message.ts';
import { type Collation, readReading, type SortKey } from '../collation/index.ts';
import type { Marking } from './mark.ts';

/** A headword, or a sub-entry of one. */
export interface Entry {
  headword: string;
  key: SortKey;
  locators: Locator[];
  see: CrossReference[];
  seeAlso: CrossReference[];
  subs: Entry[];
}

/** A place that an entry leads to, or the part of the text between two. */
export interface Locator {
  from: { id: string; place: string };
  to?: { id: string; place: string };
  main: boolean;
}

export interface CrossReference {
  headword: string;
  marking: Marking;
}

/** Gathers the marks into entries in their order. What does not fit together is an error. */
export function gatherEntries(markings: Marking[], collation: Collation): Entry[] {
  const readings = readingsByHeadword(markings);
  const entries = new Map<string, Entry & { byName: Map<string, Entry> }>();
  /** Ranges that have begun, by entry. */
  const open = new Map<Entry, { marking: Marking; locator: Locator }>();
  for (const marking of markings) {
    const { headword, sub } = marking;
    let top = entries.get(headword);
    if (!top) {
      top = { ...emptyEntry(headword, collation.keyOf(headword, readings.get(headword))), byName: new Map() };
      entries.set(headword, top);
      reportUnread(top.key, marking);
    }
    let entry: Entry | undefined = top;
    if (sub !== undefined) {
      entry = top.byName.get(sub);
      if (!entry) {
        entry = emptyEntry(sub, collation.keyOf(sub));
        top.byName.set(sub, entry);
        top.subs.push(entry);
      }
    }
    for (const name of marking.see) entry.see.push({ headword: name, marking });
    for (const name of marking.seeAlso) entry.seeAlso.push({ headword: name, marking });
    if (marking.leads) addLocator(entry, marking, open);
  }
  for (const { marking } of open.values()) {
    const zh = `“${nameOf(marking)}”的页码范围没有结束。在讲完的地方写上 :index[]{as="${marking.headword}"${subOf(marking)} range=end}。`;
    const en = `The range of "${nameOf(marking)}" does not end. Write :index[]{as="${marking.headword}"${subOf(marking)} range=end} where it does.`;
    tell(marking, 'range', zh, en);
  }
  const sorted = [...entries.values()].sort((a, b) => collation.compare(a.key, b.key));
  for (const { subs } of sorted) subs.sort((a, b) => collation.compare(a.key, b.key));
  return sorted;
}

function emptyEntry(headword: string, key: SortKey): Entry {
  return { headword, key, locators: [], see: [], seeAlso: [], subs: [] };
}

function addLocator(entry: Entry, marking: Marking, open: Map<Entry, { marking: Marking; locator: Locator }>): void {
  const { id, place, main, range } = marking;
  const begun = open.get(entry);
  if (range === 'end') {
    if (!begun) {
      const zh = `“${nameOf(marking)}”的页码范围在这里结束，前面却没有 range=start。请在开始的地方写上。`;
      const en = `A range of "${nameOf(marking)}" ends here, but none has begun. Write range=start where it does.`;
      tell(marking, 'range', zh, en);
      return;
    }
    begun.locator.to = { id, place };
    begun.locator.main ||= main;
    open.delete(entry);
    return;
  }
  const locator: Locator = { from: { id, place }, main };
  entry.locators.push(locator);
  if (range !== 'start') return;
  if (begun) {
    const at = `${begun.marking.chapter.file.path}:${begun.marking.node.position?.start.line ?? 1}`;
    const zh = `“${nameOf(marking)}”的页码范围又从这里开始，前一个（${at}）还没有结束。请先写上 range=end。`;
    const en = `A range of "${nameOf(marking)}" begins here while the one from ${at} is still open. End it with range=end.`;
    tell(marking, 'range', zh, en);
  }
  open.set(entry, { marking, locator });
}

/** The readings given, by headword: one place is enough, two must agree. */
function readingsByHeadword(markings: Marking[]) {
  const given = new Map<string, { written: string; syllables: NonNullable<ReturnType<typeof readReading>> }>();
  for (const marking of markings) {
    const { headword, reading } = marking;
    if (reading === undefined) continue;
    const before = given.get(headword);
    const syllables = readReading(reading, headword);
    if (!syllables) {
      const zh = `读不懂“${headword}”的读音“${reading}”。每个汉字一个拼音音节，用空格隔开，如 cháng zhì 或 chang2 zhi4。`;
      const en = `Cannot read "${reading}" as the reading of "${headword}". Write one syllable of pinyin for each character, with spaces, such as cháng zhì or chang2 zhi4.`;
      tell(marking, 'reading', zh, en);
    } else if (before && before.written !== reading) {
      const zh = `“${headword}”的读音有两种写法：“${before.written}”和“${reading}”。请只留一种。`;
      const en = `The headword "${headword}" has two readings, "${before.written}" and "${reading}". Keep one.`;
      tell(marking, 'reading', zh, en);
    } else given.set(headword, { written: reading, syllables });
  }
  return new Map([...given].map(([headword, { syllables }]) => [headword, syllables]));
}

function reportUnread({ unread }: SortKey, marking: Marking): void {
  if (unread.length === 0) return;
  const zh = `不知道“${marking.headword}”里“${unread.join('')}”的读音，排不了序。请写上 reading="…"，每个汉字一个音节。`;
  const en = `How "${unread.join('')}" in "${marking.headword}" sounds is not known, so it cannot be sorted. Add reading="…", one syllable for each character.`;
  tell(marking, 'reading', zh, en, 'warning');
}

/** 见、另见 must lead to an entry, and 见 not back to where it came from. */
export function checkCrossReferences(entries: Entry[]): void {
  const known = new Map(entries.map((entry) => [entry.headword, entry]));
  for (const entry of entries) {
    for (const one of [entry, ...entry.subs]) {
      for (const { headword, marking } of [...one.see, ...one.seeAlso]) {
        if (!known.has(headword)) {
          const guess = nearest(headword, [...known.keys()]);
          const zh = `索引里没有“${headword}”，参见不到。${guess ? `是不是“${guess}”？` : '请改正，或在正文里标出它。'}`;
          const en = `The index has no "${headword}" to refer to. ${guess ? `Did you mean "${guess}"?` : 'Mend it, or mark it in the text.'}`;
          tell(marking, 'see', zh, en);
        }
      }
      const [first] = one.see;
      if (first && one.locators.length > 0) {
        const zh = `“${one.headword}”写了“见${first.headword}”，自己却也有出处。把 see 改成 see-also，或去掉别处的标记。`;
        const en = `The entry "${one.headword}" says see "${first.headword}", but has places of its own. Use see-also, or take away the other marks.`;
        tell(first.marking, 'see', zh, en, 'warning');
      }
    }
    reportCircle(entry, known);
  }
}

function reportCircle(entry: Entry, known: Map<string, Entry>): void {
  const seen = new Set<Entry>();
  const walk = (one: Entry): boolean =>
    one.see.some(({ headword }) => {
      const next = known.get(headword);
      if (!next || seen.has(next)) return false;
      seen.add(next);
      return next === entry || walk(next);
    });
  const [first] = entry.see;
  if (!first || !walk(entry)) return;
  const path = [...seen].map(({ headword }) => headword);
  const zh = `“${entry.headword}”的“见”绕了一圈：${[entry.headword, ...path].join('→')}。请让它指向有出处的词。`;
  const en = `The "see" of "${entry.headword}" goes in a circle: ${[entry.headword, ...path].join(' → ')}. Lead it to an entry with places.`;
  tell(first.marking, 'see', zh, en);
}

function nameOf({ headword, sub }: Marking): string {
  return sub === undefined ? headword : `${headword} / ${sub}`;
}

function subOf({ sub }: Marking): string {
  return sub === undefined ? '' : ` sub="${sub}"`;
}

function tell(
  { chapter, node }: Marking,
  rule: string,
  zh: string,
  en: string,
  severity: 'error' | 'warning' = 'error',
): void {
  say(chapter.file, `document:index-${rule}`, { zh, en }, { place: node, severity });
}
