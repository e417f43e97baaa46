/**
 * Which Han characters belong to one script only, taken from the character sets of the two scripts that every browser
 * and Node know: GB 2312 for simplified, Big5 for traditional characters. Only common characters are told apart: a rare
 * one may be in one set by chance.
 */
export interface ScriptSets {
  /** By UTF-16 unit: 1 if the character is in the set. A table is read faster than a set, once for every character. */
  traditionalOnly: Uint8Array;
  simplifiedOnly: Uint8Array;
}

/** In Big5's first plane and not in GB 2312, yet standard in the list of 2013 or used in names in simplified text. */
const notTraditional =
  '伕伋吋汍呎抆杗沍沘牠迆釆阬佺劻妳姅枓沬泜玨玥甽芣姪帟昤洸炤疢祇耑觔郃倣堉屘崁晅栘浬涊浥玆珮珪砠砲祐衹訑迺偺偯偭啣啗屝惇敔晞勗梱梡梂毬琍脰脤釭傚愒揹棻湣湲湩焜琯甦隄僇勦塭徬搾搆暍楛煆煖瑯痲痺痳睪硿覜詻詨跦鄗雊僎僩嘐塽慇槃榣瘉箄裯誧跼遝鄘鉼儅墦奭撚撢暱潠潟瞇瞋箠蔆褕踫踡銲鴃嬝彊暸澴燐燄璘璟穋篛豭擭橾歜毚濬濩瞭糢繈縿褽賸櫂燸繙鎗霤韹餽鯈儳簷藷譆巉櫺瓖籐蘗鶸觼欐籣籥鑤鼇昇甯凃';

/** In GB 2312 and not in Big5, yet the same in traditional text. */
const notSimplified =
  '硷傈酶墒酞着丨丿鼗丶刂劐冂亻仫伲倮氽勹亠冫凇冖卩阝郄勐廴凼厶垡坂垧埯埝塄塬墚艹苊芪苄苷苘茚莜萘萜葜蒈蒽蔸藁扌揸揞擀甙卟吖呋吡吣吲咔哐咴咣哌哚唣啉唿喹嗪嗬嗵嘞嘣嘭噍噔噻噼嚯幞岙岜峁崾嵛嵴彡犭狍猹猸夂忄憷丬氵沲浜溻漤宀辶彐胬尜幺巛珏珉桕桊榀榘檫軎攴晗犟犏毪攵敫肟肼肽肷胩脎脒脲腈腙腚膪臁炻烀煳煅煊煺熘灬礻肀砘砹砼硇碹磙礴睃畲疃罱疒痃癀癍癔癯衤耠耥耱蝽蝰螋蟮筻筢箢篼舭舾酰醌踺鐾鞴骶骺鬏黢齄';

/** Builds both sets; some thousand characters, a few milliseconds. Empty if this Node was built without the tables. */
export function buildScriptSets(): ScriptSets {
  const gb = decodeRows('gbk', 0xb0, 0xf7, [[0xa1, 0xfe]]);
  const trail: [number, number][] = [
    [0x40, 0x7e],
    [0xa1, 0xfe],
  ];
  const big5Common = decodeRows('big5', 0xa4, 0xc6, trail);
  const big5 = new Set([...big5Common, ...decodeRows('big5', 0xc9, 0xf9, trail)]);
  const shared = new Set(notTraditional + notSimplified);
  return {
    traditionalOnly: tableOf([...big5Common].filter((character) => !gb.has(character) && !shared.has(character))),
    simplifiedOnly: tableOf(
      [...gb].filter((character) => big5.size > 0 && !big5.has(character) && !shared.has(character)),
    ),
  };
}

function tableOf(characters: readonly string[]): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
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
