import type { KanbenMessage } from '../report/message.ts';
import type { Words } from './words.ts';

/** An EPUB before it is written: everything that our templates print, and the pictures. */
export interface Publication {
  /** BCP 47 tag of the book. */
  language: string;
  title: string;
  metadata: Metadata;
  /** In reading order. The contents page stands before the first that is not `beforeContents`. */
  pages: Page[];
  pictures: PackedPicture[];
  /** TrueType. */
  fonts: { file: string; bytes: Buffer }[];
  contents: { title: string; entries: NavigationEntry[] };
  /** Lists of figures and the like, behind the contents. */
  lists: NavigationList[];
  landmarks: Landmark[];
  /** Pages of the print edition; the list is left out while empty. */
  pageList: { label: string; href: string }[];
  direction: 'ltr' | 'rtl';
  css: string;
  /** The ONIX record, if one goes along. */
  onix: string | undefined;
  /** A label as XHTML: characters that a font of ours carries are marked. */
  shown: (label: string) => string;
  words: Words;
  /** Last change, which also dates the entries of the zip. */
  modified: Date;
  /** What is wrong with it, or worth knowing. */
  messages: KanbenMessage[];
}

/** One XHTML file. */
export interface Page {
  /** ASCII, ends in `.xhtml`. */
  file: string;
  title: string;
  language: string;
  /** The serialised `<body>`. */
  body: string;
  /** What the manifest must say of it: `mathml`, `svg`. */
  properties: string[];
  beforeContents: boolean;
}

export interface PackedPicture {
  /** Relative to the package document, e.g. `images/0123456789abcdef.png`. */
  file: string;
  mediaType: string;
  /** In `room` if they fit. */
  read(room?: Buffer): Promise<Buffer>;
  cover: boolean;
}

export interface NavigationEntry {
  label: string;
  href: string;
  language: string;
  children: NavigationEntry[];
}

export interface NavigationList {
  /** In the navigation document. */
  id: string;
  /** A term of the EPUB structural vocabulary, if there is one. */
  type: string | undefined;
  title: string;
  entries: NavigationEntry[];
}

export interface Landmark {
  /** A term of the EPUB structural vocabulary. */
  type: string;
  href: string;
  label: string;
}

export interface Metadata {
  /** The unique identifier, a URN. */
  identifier: string;
  /** Dublin Core elements in order, behind the unique identifier. */
  elements: MetadataElement[];
  /** `<meta property>` of the whole publication. */
  properties: MetadataProperty[];
  /** `<link>` elements. */
  links: { rel: string; href: string; mediaType?: string; properties?: string; refines?: string }[];
}

export interface MetadataProperty {
  property: string;
  value: string;
  language?: string;
  /** Default: counted. */
  id?: string;
  /** What refines it, and may be refined in turn. */
  refinements?: MetadataProperty[];
}

export interface MetadataElement {
  /** With its prefix: `dc:title`. */
  name: string;
  value: string;
  refinements: { property: string; value: string; scheme?: string }[];
}
