import type { Element, Root } from 'hast';
import type { TypesetBook } from '../../html/index.ts';
import { setWidth } from '../../html/resolution.ts';
import { roomFor } from '../../html/typeset.ts';
import type { Template } from '../../template/load.ts';
import { visitParents } from '../../tree/visit.ts';

/**
 * Gives the pictures of figures in vertical text their width and height in mm: there a share of the width is one of the block axis,
 * of which CSS does not know how long it is. Turned figures have a box of their own.
 */
export function sizePictures(tree: Root, book: TypesetBook, template: Template): void {
  const room = roomFor(template);
  if (template.page.direction !== 'vertical' || !room) return;
  visitParents(tree, 'element', (image, parents) => {
    const picture = image.tagName === 'img' && book.pictures.get(String(image.properties.src));
    const ancestors = parents.filter((each): each is Element => each.type === 'element');
    const figure = ancestors.find(({ tagName }) => tagName === 'figure');
    if (!picture || !figure || [figure.properties.className].flat().includes('landscape')) return;
    const width = setWidth(image, ancestors, picture, room);
    const height = (width * picture.height) / picture.width;
    image.properties.style = `width: ${width.toFixed(2)}mm; height: ${height.toFixed(2)}mm`;
  });
}
