import { elementsOf, type OpenedEpub, type Root, resolveName } from './opened.ts';

const outside = /^(?:[a-z][a-z\d+.-]*:|\/\/)/i;

/** Every id stands once in its file, and every link, picture and style sheet leads to something. */
export function checkLinks({ files, documents, package: tree, packageName, report }: OpenedEpub): void {
  const ids = new Map<string, Set<string>>();
  for (const [name, document] of documents) {
    const seen = new Set<string>();
    for (const node of elementsOf(document)) {
      const { id } = node.attributes;
      if (!id) continue;
      if (seen.has(id)) {
        report('epub:duplicate-id', name, { zh: `标识“${id}”用了两次。`, en: `The id "${id}" is used twice.` }, node);
      }
      seen.add(id);
    }
    ids.set(name, seen);
  }
  const check = (name: string, document: Root) => {
    for (const node of elementsOf(document)) {
      for (const address of addressesOf(node.attributes)) {
        if (outside.test(address)) continue;
        const [file = '', fragment] = address.split('#', 2);
        const target = file === '' ? name : resolveName(name, file);
        const held = ids.get(target);
        if (!files.has(target)) {
          const zh = `指向 ${address}，包里没有这个文件。`;
          report('epub:broken-link', name, { zh, en: `Leads to ${address}, which is not in the archive.` }, node);
        } else if (fragment && held && !held.has(fragment)) {
          const zh = `指向 ${address}，那里没有这个标识。`;
          report('epub:broken-link', name, { zh, en: `Leads to ${address}; there is no such id there.` }, node);
        }
      }
    }
  };
  for (const [name, document] of documents) check(name, document);
  check(packageName, tree);
}

/** `item` in the package document has an href, too: what it lists is checked with the rest. */
function addressesOf(attributes: Record<string, string | null | undefined>): string[] {
  const { href, src, altimg, 'xlink:href': drawn, 'aria-details': details } = attributes;
  return [href, src, altimg, drawn, details && `#${details}`].filter((each) => typeof each === 'string');
}
