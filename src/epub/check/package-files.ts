import type { OpenedEpub } from './opened.ts';
import { elementsOf } from './opened.ts';

/** What is listed is there, what is there is listed, nothing twice, and the spine names what is listed. */
export function checkPackage({ files, items, package: tree, packageName, report }: OpenedEpub): void {
  const listed = new Set<string>();
  for (const { name } of items) {
    if (listed.has(name)) {
      report('epub:listed-twice', packageName, { zh: `${name} 列了两次。`, en: `${name} is listed twice.` });
    }
    listed.add(name);
    if (!files.has(name)) {
      const zh = `列出的 ${name} 不在包里。`;
      report('epub:missing-file', packageName, { zh, en: `${name} is listed but not in the archive.` });
    }
  }
  const linked = elementsOf(tree, 'link').map(({ attributes }) => attributes.href ?? '');
  for (const name of files.keys()) {
    if (name === 'mimetype' || name === packageName || name.startsWith('META-INF/') || listed.has(name)) continue;
    if (linked.some((href) => name.endsWith(href))) continue;
    const zh = `${name} 在包里，却没有列出，阅读器不会读它。`;
    report(
      'epub:unlisted-file',
      packageName,
      { zh, en: `${name} is in the archive but not listed; readers will not read it.` },
      undefined,
      'warning',
    );
  }
  const ids = new Set(items.map(({ id }) => id));
  for (const node of elementsOf(tree, 'itemref')) {
    const { idref } = node.attributes;
    if (idref && ids.has(idref)) continue;
    report(
      'epub:spine',
      packageName,
      { zh: `阅读顺序里的 ${idref} 没有列出。`, en: `${idref} in the spine is not listed.` },
      node,
    );
  }
  if (!items.some(({ properties }) => properties.includes('nav'))) {
    report('epub:no-navigation', packageName, { zh: '没有导航文件。', en: 'There is no navigation document.' });
  }
}
