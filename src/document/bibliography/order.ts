import { mainNames } from './format-entry.ts';
import { anonymous, citedName, nameList } from './names.ts';
import { type Reference, type Tongue, tongueOf } from './reference.ts';
import { wordsOf } from './words.ts';

/** Chinese, Japanese, Western, Russian: the order of GB/T 7714—2015, 9.3. */
const tongues: Tongue[] = ['zh', 'ja', 'other', 'ru'];
const collator = new Intl.Collator('zh-u-co-pinyin');

/** By language, then by author (Chinese names by pinyin), year and title. */
export function sortByAuthor(references: Reference[]): Reference[] {
  const keyOf = (reference: Reference) => {
    const tongue = tongueOf(reference);
    const names = mainNames(reference);
    return {
      tongue: tongues.indexOf(tongue),
      name: names.length > 0 ? nameList(names, tongue) : anonymous(tongue),
      year: reference.year ?? '',
      title: reference.title,
    };
  };
  return references
    .map((reference) => ({ reference, ...keyOf(reference) }))
    .sort(
      (a, b) =>
        a.tongue - b.tongue ||
        collator.compare(a.name, b.name) ||
        collator.compare(a.year, b.year) ||
        collator.compare(a.title, b.title),
    )
    .map(({ reference }) => reference);
}

/** What a citation shows of each work, 张三, 2020; works that would show the same get the letters a, b, c (9.3.2). */
export function nameByYear(references: Reference[]): Map<Reference, { name: string; letter: string }> {
  const same = new Map<string, Reference[]>();
  for (const reference of references) {
    const tongue = tongueOf(reference);
    const year = reference.year ?? (tongue === 'zh' || tongue === 'ja' ? wordsOf(reference).noYear : 'n.d.');
    const name = `${citedName(mainNames(reference), tongue)}, ${year}`;
    same.set(name, [...(same.get(name) ?? []), reference]);
  }
  const names = new Map<Reference, { name: string; letter: string }>();
  for (const [name, group] of same) {
    group.forEach((reference, i) => {
      const letter = group.length > 1 ? letterOf(i) : '';
      names.set(reference, { name: name + letter, letter });
    });
  }
  return names;
}

/** a, b, …, z, aa, ab, … */
function letterOf(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}
