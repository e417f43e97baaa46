/**
 * What runs in the page that draws diagrams, before mermaid: chance and the clock always say the same, since some diagrams
 * make their ids or marks from them.
 */
export const stillScript = `
let seed = 1;
Math.random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
crypto.getRandomValues = (array) => array.map((_, i) => (array[i] = Math.floor(Math.random() * 256)));
crypto.randomUUID = () => '00000000-0000-4000-8000-' + String(Math.floor(Math.random() * 1e12)).padStart(12, '0');
const now = Date.UTC(2000, 0, 1);
const RunningDate = Date;
globalThis.Date = class extends RunningDate {
  constructor(...given) { given.length > 0 ? super(...given) : super(now); }
  static now() { return now; }
};
`;

/** The page: nothing but these two scripts may run in it, and nothing be loaded. */
export const page =
  '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">' +
  `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src https://book.kanben.invalid/still.js https://book.kanben.invalid/mermaid.js; style-src 'unsafe-inline'; img-src data:">` +
  '<script src="/still.js"></script><script src="/mermaid.js"></script></head><body></body></html>';

/** The settings of mermaid that a diagram's own directives must not change. */
const secure = [
  ...['secure', 'securityLevel', 'startOnLoad', 'maxTextSize', 'maxEdges', 'suppressErrorRendering'],
  ...['htmlLabels', 'deterministicIds', 'deterministicIDSeed', 'fontFamily', 'themeCSS', 'dompurifyConfig'],
];

/** Text of a diagram has the size of captions: 12 px = 9 pt. Colours as in the charts. */
export function configuration(fontFamily: string): object {
  return {
    startOnLoad: false,
    securityLevel: 'strict',
    secure,
    suppressErrorRendering: true,
    maxTextSize: mostCharacters,
    htmlLabels: false,
    flowchart: { htmlLabels: false, nodeSpacing: 36, rankSpacing: 36 },
    class: { htmlLabels: false },
    gantt: { useWidth: 559, barHeight: 18, fontSize: 10, sectionFontSize: 10 },
    sequence: { width: 110, height: 40, actorMargin: 40 },
    deterministicIds: true,
    deterministicIDSeed: 'kanben',
    fontFamily,
    fontSize: 12,
    theme: 'base',
    themeVariables: {
      fontFamily,
      fontSize: '12px',
      primaryColor: '#eef3f4',
      primaryBorderColor: '#0f4c5c',
      primaryTextColor: '#1f2933',
      secondaryColor: '#f8f2e6',
      secondaryBorderColor: '#c58b2b',
      tertiaryColor: '#ffffff',
      tertiaryBorderColor: '#6b7785',
      lineColor: '#333333',
      textColor: '#1f2933',
      edgeLabelBackground: '#ffffff',
      noteBkgColor: '#f8f2e6',
      noteBorderColor: '#c58b2b',
      pie1: '#0f4c5c',
      pie2: '#b23a48',
      pie3: '#6b7785',
      pie4: '#8a5d12',
      pieOpacity: '1',
      pieSectionTextColor: '#ffffff',
      pieStrokeColor: '#ffffff',
      pieOuterStrokeWidth: '0px',
      pieTitleTextSize: '14px',
      pieSectionTextSize: '12px',
      pieLegendTextSize: '12px',
    },
  };
}

export const mostCharacters = 50_000;

/** The expression that draws one diagram in the page: `{ svg }`, or `{ problem, line }`. */
export function drawing(source: string, fontFamily: string): string {
  return `(async () => {
    mermaid.initialize(${JSON.stringify(configuration(fontFamily))});
    try {
      return { svg: (await mermaid.render('diagram', ${JSON.stringify(source)})).svg };
    } catch (error) {
      return { problem: String(error?.message ?? error), line: error?.hash?.loc?.first_line };
    }
  })()`;
}
