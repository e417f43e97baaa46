import type { Image, Paragraph, RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { Parent } from 'unist';
import type { VFile } from 'vfile';
import { say } from '../report/message.ts';
import type { AttributeList } from './attribute-list.ts';
import { figureClasses, groupAttributes, takeImageAttributes } from './figure-options.ts';
import type { Figure, FigureCaption, FigureSource } from './figures.ts';
import { checkAttributes } from './known-attributes.ts';

/** 分图: one picture of a group, with a caption of its own. */
export interface FigurePart extends Parent {
  type: 'figurePart';
  children: (FigureCaption | Image)[];
  data?: FigurePartData;
}
export interface FigurePartData {
  /** The id written as `{#id}`. */
  label?: string;
  /** （a）, given by the numbering pass. */
  letter?: string;
  /** 图 1-1（a） */
  number?: string;
  /** The id in the outputs. */
  id?: string;
}

declare module 'mdast' {
  interface RootContentMap {
    figurePart: FigurePart;
  }
}

export const groupName = 'figures';

/** `:::figures[图题]{#id columns=2}`: pictures with one number, each with a letter. A source line may stand in it last. */
export function figureGroup(block: ContainerDirective, isSource: (node: Paragraph) => boolean, file: VFile): Figure {
  const { id, class: classes = '', ...values } = block.attributes ?? {};
  const written: AttributeList = {
    classes: (classes ?? '').split(/\s+/).filter(Boolean),
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? ''])),
  };
  const known = checkAttributes(written, groupAttributes, file, block);
  const [first, ...others] = block.children;
  const labelled = first?.type === 'paragraph' && (first.data as { directiveLabel?: boolean })?.directiveLabel;
  const content = labelled ? others : block.children;
  const caption: FigureCaption = {
    type: 'figureCaption',
    children: labelled ? (first as Paragraph).children : [],
    ...(block.position && { position: block.position }),
  };
  if (!labelled) {
    const zh = '组图没有图题。请写在方括号里：:::figures[图题]{columns=2}。';
    const en = 'The group of figures has no caption. Write it in brackets: :::figures[caption]{columns=2}.';
    say(file, 'document:group-caption', { zh, en }, { place: block, severity: 'error' });
  }
  const last = content.at(-1);
  const source = last?.type === 'paragraph' && isSource(last) ? last : undefined;
  const parts = content.filter((child) => child !== source).flatMap((child) => partsOf(child, file));
  if (parts.length === 0) {
    const zh = '组图里没有图片。请一行写一张：![说明](a.png "分图题")。';
    const en = 'The group of figures holds no picture. Write one a line: ![what it shows](a.png "caption").';
    say(file, 'document:group-content', { zh, en }, { place: block, severity: 'error' });
  }
  const columns = known.values.columns ?? (parts.length === 3 ? '3' : parts.length === 1 ? '1' : '2');
  const sources: FigureSource[] = source ? [{ type: 'figureSource', children: source.children }] : [];
  return {
    type: 'figure',
    kind: 'figure',
    children: [caption, ...parts, ...sources],
    data: { ...(id && { label: id }), classes: ['group', `columns-${columns}`, ...figureClasses(known)] },
    ...(block.position && { position: block.position }),
  };
}

function partsOf(block: RootContent, file: VFile): FigurePart[] {
  const images: Image[] = [];
  const stray =
    block.type !== 'paragraph' ||
    block.children.some((child) => {
      if (child.type === 'image') images.push(child);
      else return child.type !== 'break' && !(child.type === 'text' && child.value.trim() === '');
      return false;
    });
  if (stray) {
    const zh = '组图里只能有图片，最后可以有一行“资料来源：”。请把别的内容移到外面；图片后面的 {…} 要紧跟右括号。';
    const en = 'A group of figures holds pictures only, and a source line last. Move the rest out of it.';
    say(file, 'document:group-content', { zh, en }, { place: block, severity: 'error' });
  }
  return images.map((image) => {
    takeImageAttributes(image, false, file);
    const place = image.position && { position: image.position };
    const { hProperties: { id: _, ...properties } = {}, label } = image.data ?? {};
    const text = image.title ? [{ type: 'text' as const, value: image.title, ...place }] : [];
    return {
      type: 'figurePart',
      children: [
        { ...image, title: null, data: { hProperties: properties } },
        { type: 'figureCaption', children: text, ...place },
      ],
      data: label ? { label } : {},
      ...place,
    };
  });
}
