import { srgbProfile } from '../finish/icc.ts';
import type { ObjectTable } from './file.ts';
import { dictionary, reference } from './syntax.ts';

/** Says which colours the numbers of the pages mean: those of sRGB, in which the browser paints (ISO 19005-2, 6.2.3). */
export function outputIntents(table: ObjectTable): string {
  const profile = table.addData(srgbProfile(), { N: 3 });
  const intent = dictionary({
    Type: '/OutputIntent',
    S: '/GTS_PDFA1',
    OutputConditionIdentifier: '(sRGB)',
    Info: '(sRGB IEC61966-2.1)',
    DestOutputProfile: reference(profile),
  });
  return `[${intent}]`;
}
