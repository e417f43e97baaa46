/**
 * Which Han characters belong to one script only, taken from the character sets of the two scripts that every browser
 * and Node know: GB 2312 for simplified, Big5 for traditional characters. Only common characters are told apart: a rare
 * one may be in one set by chance.
 */
export interface ScriptSets {
  traditionalOnly: ReadonlySet<string>;
  simplifiedOnly: ReadonlySet<string>;
}

/** In Big5's first plane and not in GB 2312, yet standard in the list of 2013 or used in names in simplified text. */
const sharedAnyway = '';

/** Builds both sets; some thousand characters, a few milliseconds. Empty if this Node was built without the tables. */
export function buildScriptSets(): ScriptSets {
  const gb = decodeRows('gbk', 0xb0, 0xf7, [[0xa1, 0xfe]]);
  const trail: [number, number][] = [
    [0x40, 0x7e],
    [0xa1, 0xfe],
  ];
  const big5Common = decodeRows('big5', 0xa4, 0xc6, trail);
  const big5 = new Set([...big5Common, ...decodeRows('big5', 0xc9, 0xf9, trail)]);
  const shared = new Set(sharedAnyway);
  return {
    traditionalOnly: new Set([...big5Common].filter((character) => !gb.has(character) && !shared.has(character))),
    simplifiedOnly: new Set([...gb].filter((character) => big5.size > 0 && !big5.has(character))),
  };
}

function decodeRows(encoding: string, first: number, last: number, trails: readonly [number, number][]): Set<string> {
  const found = new Set<string>();
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding);
  } catch {
    return found;
  }
  for (let lead = first; lead <= last; lead++) {
    for (const [from, to] of trails) {
      for (let byte = from; byte <= to; byte++) {
        const character = decoder.decode(Uint8Array.of(lead, byte));
        if (/^\p{Script=Han}$/u.test(character)) found.add(character);
      }
    }
  }
  return found;
}
