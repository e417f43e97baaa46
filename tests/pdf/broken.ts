import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  type PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';
import { decodeStream, pageContent } from '../../src/pdf/finish/content-stream.ts';

type Mutation = (document: PDFDocument) => void;

/** One way to break a good PDF, and the clause that it breaks: of ISO 19005-2 (A) or ISO 14289-1 (UA). */
export interface Fault {
  what: string;
  breaks: { 'PDF/A'?: string; 'PDF/UA'?: string };
  /** Changes the document, or the bytes as saved. */
  document?: Mutation;
  bytes?: (bytes: Buffer) => Buffer;
}

const N = (text: string) => PDFName.of(text);

/** Saves a document as the finish does. */
export async function save(document: PDFDocument): Promise<Buffer> {
  const bytes = await document.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false });
  return Buffer.from(bytes);
}

/** A copy of `good` with the fault. */
export async function breakPdf(good: Uint8Array, fault: Fault): Promise<Buffer> {
  const document = await PDFDocument.load(good, { updateMetadata: false });
  fault.document?.(document);
  const bytes = fault.document ? await save(document) : Buffer.from(good);
  return fault.bytes ? fault.bytes(bytes) : bytes;
}

const catalog = ({ catalog }: PDFDocument) => catalog;
const root = (document: PDFDocument) => document.catalog.lookup(N('StructTreeRoot'), PDFDict);
const page = (document: PDFDocument) => document.getPage(document.getPageCount() - 1).node;

/** Every dictionary of the file that fits. */
function all(document: PDFDocument, fits: (dict: PDFDict) => boolean): PDFDict[] {
  return document.context.enumerateIndirectObjects().flatMap(([, object]) => {
    const dict = object instanceof PDFRawStream ? object.dict : object;
    return dict instanceof PDFDict && fits(dict) ? [dict] : [];
  });
}

function first(document: PDFDocument, fits: (dict: PDFDict) => boolean): PDFDict {
  const [found] = all(document, fits);
  if (!found) throw new Error('the good file lacks what is to be broken');
  return found;
}

const tag = (document: PDFDocument, role: string) =>
  first(document, (dict) => dict.get(N('S')) === N(role) && dict.has(N('P')));
const link = (document: PDFDocument) => first(document, (dict) => dict.get(N('Subtype')) === N('Link'));
const composite = (document: PDFDocument) => first(document, (dict) => dict.get(N('Subtype')) === N('Type0'));
const descendant = (document: PDFDocument) => first(document, (dict) => dict.get(N('Subtype')) === N('CIDFontType2'));

/** Puts operators before the content of the last page. */
function paint(operators: string, resources?: (resources: PDFDict, document: PDFDocument) => void): Mutation {
  return (document) => {
    const node = page(document);
    const before = pageContent(document.context, node.get(N('Contents')));
    node.set(
      N('Contents'),
      document.context.register(
        document.context.flateStream(Buffer.concat([Buffer.from(`${operators}\n`, 'latin1'), before])),
      ),
    );
    resources?.(node.Resources() as PDFDict, document);
  };
}

/** Changes the content of the last page. */
function rewrite(change: (content: string) => string): Mutation {
  return (document) => {
    const node = page(document);
    const before = pageContent(document.context, node.get(N('Contents'))).toString('latin1');
    const after = change(before);
    if (after === before) throw new Error('nothing was changed');
    node.set(N('Contents'), document.context.register(document.context.flateStream(Buffer.from(after, 'latin1'))));
  };
}

/** Changes the XMP packet. */
function xmp(change: (packet: string) => string, dict?: (dict: PDFDict) => void): Mutation {
  return (document) => {
    const ref = catalog(document).get(N('Metadata')) as PDFRef;
    const stream = document.context.lookup(ref) as PDFRawStream;
    const before = decodeStream(stream).toString('utf8');
    const after = change(before);
    if (after === before && !dict) throw new Error('nothing was changed');
    const changed = document.context.stream(Buffer.from(after), { Type: 'Metadata', Subtype: 'XML' });
    dict?.(changed.dict);
    document.context.assign(ref, changed);
  };
}

/** Changes the text that the first code of each font stands for. */
function meaning(value: string): Mutation {
  return (document) => {
    const ref = composite(document).get(N('ToUnicode')) as PDFRef;
    const cmap = decodeStream(document.context.lookup(ref) as PDFRawStream).toString('latin1');
    const codes = `1 beginbfrange\n<0000> <FFFF> ${value}\nendbfrange\n`;
    const whole = cmap.replace(/\d+ beginbf[\s\S]*endbf(char|range)\s/, codes);
    document.context.assign(ref, document.context.flateStream(Buffer.from(whole, 'latin1')));
  };
}

function addAnnotation(kind: string, more: Record<string, PDFObject | number | string> = {}): Mutation {
  return (document) => {
    const annotation = document.context.obj({
      Type: 'Annot',
      Subtype: kind,
      Rect: [100, 100, 120, 120],
      ...more,
    } as never) as unknown as PDFDict;
    const node = page(document);
    node.addAnnot(document.context.register(annotation));
    node.set(N('Tabs'), N('S'));
  };
}

/** An optional content configuration. */
function optional(more: Record<string, unknown>): Mutation {
  return (document) => {
    catalog(document).set(N('OCProperties'), document.context.obj({ OCGs: [], D: { Order: [], ...more } } as never));
  };
}

export const faults: Fault[] = [
  // The file
  {
    what: 'header of version 2',
    breaks: { 'PDF/A': '6.1.2', 'PDF/UA': '6.1' },
    bytes: (bytes) => Buffer.concat([Buffer.from('%PDF-2.0'), bytes.subarray(8)]),
  },
  {
    what: 'no bytes above 127 behind the header',
    breaks: { 'PDF/A': '6.1.2' },
    bytes: (bytes) => Buffer.concat([bytes.subarray(0, 10), Buffer.from('abcd'), bytes.subarray(14)]),
  },
  {
    what: 'data behind the end',
    breaks: { 'PDF/A': '6.1.3' },
    bytes: (bytes) => Buffer.concat([bytes, Buffer.from('\n\nmore')]),
  },
  {
    what: 'no ID',
    breaks: { 'PDF/A': '6.1.3' },
    document: ({ context }) => {
      delete context.trailerInfo.ID;
    },
  },
  {
    what: 'stream shorter than it says',
    breaks: { 'PDF/A': '6.1.7.1' },
    bytes: (bytes) => {
      const at = bytes.indexOf('/Subtype /XML');
      const copy = Buffer.from(bytes);
      const length = copy.indexOf('/Length ', at - 80);
      copy.write('9', length + 8, 'latin1');
      return copy;
    },
  },
  {
    what: 'stream kept in another file',
    breaks: { 'PDF/A': '6.1.7.1' },
    document: (document) => first(document, (dict) => dict.has(N('Length1'))).set(N('F'), PDFString.of('font.ttf')),
  },
  {
    what: 'name of 128 bytes',
    breaks: { 'PDF/A': '6.1.13' },
    document: (document) => catalog(document).set(N('x'.repeat(128)), PDFNumber.of(1)),
  },
  {
    what: 'integer too large',
    breaks: { 'PDF/A': '6.1.13' },
    document: (document) => catalog(document).set(N('Kanben'), PDFNumber.of(2_147_483_648)),
  },
  {
    what: 'page of two points',
    breaks: { 'PDF/A': '6.1.13' },
    document: (document) => page(document).set(N('TrimBox'), document.context.obj([0, 0, 2, 2])),
  },
  { what: 'q nested too deep', breaks: { 'PDF/A': '6.1.13' }, document: paint(`${'q '.repeat(29)}${'Q '.repeat(29)}`) },
  // Metadata
  {
    what: 'no metadata',
    breaks: { 'PDF/A': '6.6.2.1', 'PDF/UA': '7.1' },
    document: (document) => catalog(document).delete(N('Metadata')),
  },
  {
    what: 'part 3 in place of 2',
    breaks: { 'PDF/A': '6.6.4' },
    document: xmp((packet) => packet.replace('<pdfaid:part>2', '<pdfaid:part>3')),
  },
  {
    what: 'level B in place of A',
    breaks: { 'PDF/A': '6.6.4' },
    document: xmp((packet) => packet.replace('<pdfaid:conformance>A', '<pdfaid:conformance>B')),
  },
  {
    what: 'PDF/UA not named',
    breaks: { 'PDF/UA': '5' },
    document: xmp((packet) => packet.replace(/<pdfuaid:part>.*?<\/pdfuaid:part>/, '')),
  },
  {
    what: 'property of PDF/UA not described',
    breaks: { 'PDF/A': '6.6.2.3.1' },
    document: xmp((packet) => packet.replace(/<pdfaExtension:schemas>[\s\S]*?<\/pdfaExtension:schemas>/, '')),
  },
  {
    what: 'no title in XMP',
    breaks: { 'PDF/UA': '7.1' },
    document: xmp((packet) => packet.replace(/<dc:title>[\s\S]*?<\/dc:title>/, '')),
  },
  {
    what: 'XMP not well-formed',
    breaks: { 'PDF/A': '6.6.2.1', 'PDF/UA': '7.1' },
    document: xmp((packet) => packet.replace('</rdf:RDF>', '')),
  },
  {
    what: 'encoding named in the XMP header',
    breaks: { 'PDF/A': '6.6.2.1' },
    document: xmp((packet) => packet.replace(/(<\?xpacket begin="[^"]*")/, '$1 encoding="UTF-8"')),
  },
  // Colour and painting
  {
    what: 'no output intent',
    breaks: { 'PDF/A': '6.2.4.3' },
    document: (document) => catalog(document).delete(N('OutputIntents')),
  },
  { what: 'CMYK under an RGB intent', breaks: { 'PDF/A': '6.2.4.3' }, document: paint('0 0 0 1 k') },
  {
    what: 'profile that is none',
    breaks: { 'PDF/A': '6.2.3' },
    document: (document) => {
      const intent = catalog(document).lookup(N('OutputIntents'), PDFArray).lookup(0, PDFDict);
      const profile = Buffer.from(decodeStream(intent.lookup(N('DestOutputProfile')) as PDFRawStream));
      profile.write('link', 12, 'latin1');
      document.context.assign(
        intent.get(N('DestOutputProfile')) as PDFRef,
        document.context.flateStream(profile, { N: 3 }),
      );
    },
  },
  { what: 'operator unknown', breaks: { 'PDF/A': '6.2.2' }, document: paint('1 2 zz') },
  {
    what: 'transfer function',
    breaks: { 'PDF/A': '6.2.5' },
    document: paint('/Bad gs', (resources, { context }) =>
      resources.lookup(N('ExtGState'), PDFDict).set(N('Bad'), context.obj({ TR: 'Identity' })),
    ),
  },
  { what: 'rendering intent unknown', breaks: { 'PDF/A': '6.2.6' }, document: paint('/Pretty ri') },
  {
    what: 'blend mode unknown',
    breaks: { 'PDF/A': '6.2.10' },
    document: paint('/Bad gs', (resources, { context }) =>
      resources.lookup(N('ExtGState'), PDFDict).set(N('Bad'), context.obj({ BM: 'Glow' })),
    ),
  },
  {
    what: 'image interpolated',
    breaks: { 'PDF/A': '6.2.8' },
    document: paint('/Artifact BMC q 9 0 0 9 0 0 cm /BadIm Do Q EMC', (resources, { context }) => {
      const image = context.stream(Buffer.from([0]), {
        Type: 'XObject',
        Subtype: 'Image',
        Width: 1,
        Height: 1,
        ColorSpace: 'DeviceGray',
        BitsPerComponent: 8,
        Interpolate: true,
      });
      addXObject(resources, context.register(image), 'BadIm');
    }),
  },
  {
    what: 'reference to another file’s page',
    breaks: { 'PDF/A': '6.2.9', 'PDF/UA': '7.20' },
    document: paint('/Artifact BMC /BadFm Do EMC', (resources, { context }) => {
      const form = context.stream(Buffer.from('\n'), {
        Type: 'XObject',
        Subtype: 'Form',
        BBox: [0, 0, 9, 9],
        Resources: {},
        Ref: { F: PDFString.of('x.pdf'), Page: 0 },
      });
      addXObject(resources, context.register(form), 'BadFm');
    }),
  },
  {
    what: 'LZW',
    breaks: { 'PDF/A': '6.1.7.2' },
    document: (document) => {
      catalog(document).set(
        N('Kanben'),
        document.context.register(
          document.context.stream(Buffer.from([0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01]), {
            Filter: 'LZWDecode',
          }),
        ),
      );
    },
  },
  // Fonts and text
  {
    what: 'font not embedded',
    breaks: { 'PDF/A': '6.2.11.4.1', 'PDF/UA': '7.21.4.1' },
    document: (document) => {
      for (const dict of all(document, (each) => each.get(N('Type')) === N('FontDescriptor')))
        dict.delete(N('FontFile2'));
    },
  },
  {
    what: 'widths that are not the font’s',
    breaks: { 'PDF/A': '6.2.11.5', 'PDF/UA': '7.21.5' },
    document: (document) => {
      for (const dict of all(document, (each) => each.get(N('Subtype')) === N('CIDFontType2'))) {
        dict.delete(N('W'));
        dict.set(N('DW'), PDFNumber.of(123));
      }
    },
  },
  {
    what: 'no CIDToGIDMap',
    breaks: { 'PDF/A': '6.2.11.3.2', 'PDF/UA': '7.21.3.2' },
    document: (document) => descendant(document).delete(N('CIDToGIDMap')),
  },
  {
    what: 'no ToUnicode',
    breaks: { 'PDF/A': '6.2.11.7.2', 'PDF/UA': '7.21.7' },
    document: (document) => composite(document).delete(N('ToUnicode')),
  },
  {
    what: 'text of U+FFFE',
    breaks: { 'PDF/A': '6.2.11.7.2', 'PDF/UA': '7.21.7' },
    document: meaning(`[${'<FFFE> '.repeat(65_536)}]`),
  },
  {
    what: 'text of private use',
    breaks: { 'PDF/A': '6.2.11.7.3' },
    document: meaning(`[${'<E000> '.repeat(65_536)}]`),
  },
  {
    what: 'character without a glyph',
    breaks: { 'PDF/A': '6.2.11.8', 'PDF/UA': '7.21.8' },
    document: rewrite((content) => content.replace(/<[0-9A-F]{4}> Tj/, '<0000> Tj')),
  },
  {
    what: 'font of no known kind',
    breaks: { 'PDF/A': '6.2.11.2' },
    document: (document) => composite(document).set(N('Type'), N('Schrift')),
  },
  {
    what: 'CIDSet that lists nothing',
    breaks: { 'PDF/A': '6.2.11.4.2', 'PDF/UA': '7.21.4.2' },
    document: (document) => {
      for (const dict of all(document, (each) => each.get(N('Type')) === N('FontDescriptor')))
        dict.set(N('CIDSet'), document.context.register(document.context.flateStream(Buffer.from([0x80]))));
    },
  },
  // Annotations and actions
  {
    what: 'movie',
    breaks: { 'PDF/A': '6.3.1', 'PDF/UA': '7.18.1' },
    document: addAnnotation('Movie', { F: 4, Contents: PDFString.of('x') }),
  },
  {
    what: 'annotation that is not printed',
    breaks: { 'PDF/A': '6.3.2' },
    document: (document) => link(document).set(N('F'), PDFNumber.of(0)),
  },
  {
    what: 'annotation without flags',
    breaks: { 'PDF/A': '6.3.2' },
    document: (document) => link(document).delete(N('F')),
  },
  {
    what: 'annotation without appearance',
    breaks: { 'PDF/A': '6.3.3', 'PDF/UA': '7.18.1' },
    document: addAnnotation('Square', { F: 4, Contents: PDFString.of('x') }),
  },
  {
    what: 'link without description',
    breaks: { 'PDF/UA': '7.18.5' },
    document: (document) => link(document).delete(N('Contents')),
  },
  {
    what: 'link in no Link tag',
    breaks: { 'PDF/UA': '7.18.5' },
    document: (document) => {
      for (const dict of all(document, (each) => each.get(N('S')) === N('Link') && each.has(N('P'))))
        dict.set(N('S'), N('Span'));
    },
  },
  {
    what: 'tab order by rows',
    breaks: { 'PDF/UA': '7.18.3' },
    document: (document) => {
      for (const each of document.getPages()) if (each.node.has(N('Annots'))) each.node.set(N('Tabs'), N('R'));
    },
  },
  {
    what: 'JavaScript on opening',
    breaks: { 'PDF/A': '6.5.1' },
    document: (document) =>
      catalog(document).set(N('OpenAction'), document.context.obj({ S: 'JavaScript', JS: PDFString.of('1') })),
  },
  {
    what: 'link that starts a program',
    breaks: { 'PDF/A': '6.5.1' },
    document: (document) => {
      const annotation = link(document);
      annotation.delete(N('Dest'));
      annotation.set(N('A'), document.context.obj({ S: 'Launch', F: PDFString.of('a.exe') }));
    },
  },
  {
    what: 'named action unknown',
    breaks: { 'PDF/A': '6.5.1' },
    document: (document) => catalog(document).set(N('OpenAction'), document.context.obj({ S: 'Named', N: 'Print' })),
  },
  {
    what: 'additional actions of the document',
    breaks: { 'PDF/A': '6.5.2' },
    document: (document) => catalog(document).set(N('AA'), document.context.obj({})),
  },
  {
    what: 'additional actions of a page',
    breaks: { 'PDF/A': '6.5.2' },
    document: (document) => page(document).set(N('AA'), document.context.obj({})),
  },
  {
    what: 'form that leaves its look to the viewer',
    breaks: { 'PDF/A': '6.4.1' },
    document: (document) =>
      catalog(document).set(N('AcroForm'), document.context.obj({ Fields: [], NeedAppearances: true })),
  },
  {
    what: 'XFA form',
    breaks: { 'PDF/A': '6.4.2' },
    document: (document) =>
      catalog(document).set(
        N('AcroForm'),
        document.context.obj({
          Fields: [],
          XFA: document.context.register(document.context.stream(Buffer.from('<xdp/>'))),
        }),
      ),
  },
  // Attachments, optional content, the rest of the catalog
  {
    what: 'embedded file that is no PDF/A',
    breaks: { 'PDF/A': '6.8' },
    document: (document) => {
      const file = document.context.register(
        document.context.stream(Buffer.from('x'), { Type: 'EmbeddedFile', Subtype: 'text/plain' }),
      );
      const specification = document.context.register(
        document.context.obj({
          Type: 'Filespec',
          F: PDFString.of('a.txt'),
          UF: PDFString.of('a.txt'),
          EF: { F: file },
        }),
      );
      catalog(document).set(
        N('Names'),
        document.context.obj({ EmbeddedFiles: { Names: [PDFString.of('a.txt'), specification] } }),
      );
    },
  },
  {
    what: 'embedded file without UF',
    breaks: { 'PDF/A': '6.8', 'PDF/UA': '7.11' },
    document: (document) => {
      const file = document.context.register(
        document.context.stream(Buffer.from('x'), { Type: 'EmbeddedFile', Subtype: 'text/plain' }),
      );
      const specification = document.context.register(
        document.context.obj({ Type: 'Filespec', F: PDFString.of('a.txt'), EF: { F: file } }),
      );
      catalog(document).set(
        N('Names'),
        document.context.obj({ EmbeddedFiles: { Names: [PDFString.of('a.txt'), specification] } }),
      );
    },
  },
  { what: 'optional content without a name', breaks: { 'PDF/A': '6.9', 'PDF/UA': '7.10' }, document: optional({}) },
  {
    what: 'optional content that changes by itself',
    breaks: { 'PDF/A': '6.9', 'PDF/UA': '7.10' },
    document: optional({ Name: PDFString.of('x'), AS: [] }),
  },
  {
    what: 'presentation steps',
    breaks: { 'PDF/A': '6.10' },
    document: (document) => page(document).set(N('PresSteps'), document.context.obj({})),
  },
  {
    what: 'requirements',
    breaks: { 'PDF/A': '6.11' },
    document: (document) => catalog(document).set(N('Requirements'), document.context.obj([])),
  },
  {
    what: 'permission of an unknown kind',
    breaks: { 'PDF/A': '6.1.12' },
    document: (document) => catalog(document).set(N('Perms'), document.context.obj({ Other: {} })),
  },
  // Tags
  {
    what: 'not said to be tagged',
    breaks: { 'PDF/A': '6.7.2.2', 'PDF/UA': '6.2' },
    document: (document) => catalog(document).delete(N('MarkInfo')),
  },
  {
    what: 'tags suspect',
    breaks: { 'PDF/UA': '7.1' },
    document: (document) =>
      catalog(document).lookup(N('MarkInfo'), PDFDict).set(N('Suspects'), document.context.obj(true)),
  },
  {
    what: 'no structure tree',
    breaks: { 'PDF/A': '6.7.3.3', 'PDF/UA': '7.1' },
    document: (document) => catalog(document).delete(N('StructTreeRoot')),
  },
  {
    what: 'title not shown',
    breaks: { 'PDF/UA': '7.1' },
    document: (document) => catalog(document).delete(N('ViewerPreferences')),
  },
  {
    what: 'type not mapped',
    breaks: { 'PDF/A': '6.7.3.4', 'PDF/UA': '7.1' },
    document: (document) => root(document).delete(N('RoleMap')),
  },
  {
    what: 'role map in a circle',
    breaks: { 'PDF/A': '6.7.3.4', 'PDF/UA': '7.1' },
    document: (document) => {
      root(document).set(N('RoleMap'), document.context.obj({ Em: 'Strong', Strong: 'Em' }));
    },
  },
  {
    what: 'standard type mapped anew',
    breaks: { 'PDF/UA': '7.1' },
    document: (document) => root(document).lookup(N('RoleMap'), PDFDict).set(N('P'), N('Span')),
  },
  {
    what: 'tag without parent',
    breaks: { 'PDF/UA': '7.1' },
    document: (document) => tag(document, 'H2').delete(N('P')),
  },
  { what: 'painted outside any tag', breaks: { 'PDF/UA': '7.1' }, document: paint('0 0 9 9 re f') },
  {
    what: 'artifact inside tagged content',
    breaks: { 'PDF/UA': '7.1' },
    document: rewrite((content) => content.replace(/(<<\/MCID \d+ >>BDC)/, '$1 /Artifact BMC 0 0 1 1 re f EMC')),
  },
  {
    what: 'language that is none',
    breaks: { 'PDF/A': '6.7.4', 'PDF/UA': '7.2' },
    document: (document) => tag(document, 'H2').set(N('Lang'), PDFString.of('zh_Hans!')),
  },
  {
    what: 'no language of the document',
    breaks: { 'PDF/UA': '7.2' },
    document: (document) => {
      catalog(document).delete(N('Lang'));
      for (const dict of all(document, (each) => each.has(N('Lang')))) dict.delete(N('Lang'));
    },
  },
  {
    what: 'heading level skipped',
    breaks: { 'PDF/UA': '7.4.2' },
    document: (document) => tag(document, 'H2').set(N('S'), N('H4')),
  },
  {
    what: 'H beside H1',
    breaks: { 'PDF/UA': '7.4.4' },
    document: (document) => tag(document, 'H3').set(N('S'), N('H')),
  },
  {
    what: 'figure without alternative text',
    breaks: { 'PDF/UA': '7.3' },
    document: (document) => tag(document, 'Figure').delete(N('Alt')),
  },
  {
    what: 'formula without alternative text',
    breaks: { 'PDF/UA': '7.7' },
    document: (document) => tag(document, 'Formula').delete(N('Alt')),
  },
  {
    what: 'note without ID',
    breaks: { 'PDF/UA': '7.9' },
    document: (document) => tag(document, 'Note').delete(N('ID')),
  },
  {
    what: 'two notes of one ID',
    breaks: { 'PDF/UA': '7.9' },
    document: (document) => {
      for (const dict of all(document, (each) => each.get(N('S')) === N('Note')))
        dict.set(N('ID'), PDFString.of('note'));
    },
  },
  {
    what: 'list item without a body',
    breaks: { 'PDF/UA': '7.2' },
    document: (document) => tag(document, 'LBody').set(N('S'), N('P')),
  },
  {
    what: 'list that holds a paragraph',
    breaks: { 'PDF/UA': '7.2' },
    document: (document) => tag(document, 'LI').set(N('S'), N('P')),
  },
  {
    what: 'contents that hold a list item',
    breaks: { 'PDF/UA': '7.2' },
    document: (document) => tag(document, 'TOCI').set(N('S'), N('LI')),
  },
  {
    what: 'cell outside a row',
    breaks: { 'PDF/UA': '7.2' },
    document: (document) => tag(document, 'TR').set(N('S'), N('Div')),
  },
  {
    what: 'row of fewer columns',
    breaks: { 'PDF/UA': '7.2' },
    document: (document) => {
      const [row] = all(
        document,
        (each) =>
          each.get(N('S')) === N('TR') &&
          each.lookup(N('K')) instanceof PDFArray &&
          (each.lookup(N('K')) as PDFArray).size() === 3,
      );
      row?.lookup(N('K'), PDFArray).remove(2);
    },
  },
  {
    what: 'headers without scope',
    breaks: { 'PDF/UA': '7.5' },
    document: (document) => {
      for (const dict of all(document, (each) => each.get(N('S')) === N('TH') || each.get(N('S')) === N('TD')))
        dict.delete(N('A'));
    },
  },
  {
    what: 'caption in the middle of a table',
    breaks: { 'PDF/UA': '7.2' },
    document: (document) => {
      const table = first(
        document,
        (each) =>
          each.get(N('S')) === N('Table') &&
          (each.lookup(N('K')) as PDFArray).lookup(0, PDFDict).get(N('S')) === N('Caption'),
      );
      const kids = table.lookup(N('K'), PDFArray);
      const caption = kids.get(0);
      kids.remove(0);
      kids.insert(1, caption);
    },
  },
];

function addXObject(resources: PDFDict, ref: PDFRef, name: string): void {
  const objects = resources.lookupMaybe(N('XObject'), PDFDict) ?? (resources.context.obj({}) as PDFDict);
  objects.set(N(name), ref);
  resources.set(N('XObject'), objects);
}
