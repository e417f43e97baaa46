import type { BookConfig } from '../book/schema.ts';
import { cutFace, type LoadedFace } from '../pdf/fonts.ts';
import type { PrintCache } from '../pdf/print-cache.ts';
import type { Template } from '../template/load.ts';
import type { CharacterSets, Cut, Role } from './characters.ts';
import { isRare } from './rare.ts';

/** Fonts that go along with the book, and the rules that use them. */
export interface FontKit {
  fonts: { file: string; bytes: Buffer }[];
  /** `@font-face`, to stand first. */
  css: string;
  /** What is set in them, to stand last. */
  rules: string;
}

/** Which characters of the book its readers' fonts lack, and which of our faces has each. */
export interface RareCharacters {
  carried: Map<LoadedFace, Set<string>>;
  /** No face of the template has them. */
  missing: string[];
}

export function findRare(characters: Iterable<string>, faces: readonly LoadedFace[]): RareCharacters {
  // Text type first: a face of its weight stands best in a line of the reader's font.
  const upright = faces.filter(({ style, weight }) => style === 'normal' && weight === 400);
  const carried: RareCharacters['carried'] = new Map();
  const missing: string[] = [];
  for (const character of [...new Set(characters)].filter(isRare).sort()) {
    const code = character.codePointAt(0) ?? 0;
    const holding = upright.filter(({ coverage }) => coverage.has(code));
    const face = holding.find(({ fallback }) => !fallback) ?? holding[0];
    if (!face) missing.push(character);
    else carried.set(face, (carried.get(face) ?? new Set()).add(character));
  }
  return { carried, missing };
}

/** The rare characters' own fonts, and as many of the template's as `epub.fonts` of book.yaml says; all cut to what is shown. */
export async function packFonts(
  choice: BookConfig['epub']['fonts'],
  sets: CharacterSets,
  rare: RareCharacters['carried'],
  faces: readonly LoadedFace[],
  generic: Template['generic'],
  cache?: Pick<PrintCache, 'read' | 'write'>,
): Promise<FontKit> {
  const kit: FontKit = { fonts: [], css: '', rules: '' };
  const add = async (name: string, family: string, face: LoadedFace, characters: Iterable<string>) => {
    const codes = [...characters].map((character) => character.codePointAt(0) ?? 0).sort((a, b) => a - b);
    const file = `fonts/${name}.ttf`;
    kit.fonts.push({ file, bytes: await cutFace(face, codes, { cache }).bytes() });
    const { weight, style } = face;
    kit.css += `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};src:url("${file}") format("truetype")}\n`;
  };
  for (const [n, [face, characters]] of [...rare].entries()) {
    // The selectors that may follow an ideograph.
    await add(`rare-${n + 1}`, 'Kanben Rare', face, [...characters, ...selectorsOf(sets)]);
  }
  const roles: Role[] =
    choice === 'all' ? ['serif', 'sans-serif', 'monospace'] : choice === 'headings' ? ['sans-serif'] : [];
  for (const role of roles) {
    const family = generic[role];
    const own = faces.filter((face) => face.family === family);
    for (const [n, face] of own.entries()) {
      const cut = cutOf(face);
      const wanted = (cut && sets.get(`${role} ${cut}`)) ?? new Set();
      // A fallback face has what the others of its family lack.
      const others = face.fallback ? own.filter((other) => !other.fallback && cutOf(other) === cutOf(face)) : [];
      const shown = [...wanted].filter((character) => {
        const code = character.codePointAt(0) ?? 0;
        return face.coverage.has(code) && !others.some(({ coverage }) => coverage.has(code));
      });
      if (family && shown.length > 0) await add(`${role}-${n + 1}`, family, face, shown);
    }
  }
  const rules = roles.flatMap((role) =>
    generic[role] ? [`${selectors[role]}{font-family:"${generic[role]}",${role}}`] : [],
  );
  // What the style sheet sets in the reader's own Kai falls back to the text's font.
  if (choice === 'all' && generic.serif) rules.push(`blockquote,.summary{font-family:${kai},"${generic.serif}",serif}`);
  if (rare.size > 0) rules.push('.rare{font-family:"Kanben Rare",serif}');
  kit.rules = rules.map((rule) => `${rule}\n`).join('');
  return kit;
}

const kai = '"Kaiti SC",STKaiti,"AR PL UKai CN",KaiTi';

const selectors: Record<Role, string> = {
  serif: 'body',
  'sans-serif': 'h1,h2,h3,h4,h5,h6',
  monospace: 'code,kbd,pre,samp',
};

/** Which texts a face is for. Headings are bold; the weights between serve neither. */
function cutOf({ style, weight }: LoadedFace): Cut | undefined {
  if (style === 'italic') return weight === 400 ? 'italic' : undefined;
  return weight === 400 ? 'regular' : weight === 700 ? 'bold' : undefined;
}

function selectorsOf(sets: CharacterSets): string[] {
  const all = new Set([...sets.values()].flatMap((set) => [...set]));
  return [...all].filter((character) => /[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/u.test(character)).sort();
}
