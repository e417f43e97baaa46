import GithubSlugger from 'github-slugger';
import type { Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from '../tree/visit.ts';

declare module 'mdast' {
  interface HeadingData {
    /** The name that GitHub and editors give the heading. */
    slug?: string;
  }
}

/** Notes the name by which editors link to each heading, `#带-空格-的标题`, before text rules change the text. */
export default function remarkSlugs() {
  return (tree: Root): void => {
    const slugger = new GithubSlugger();
    visit(tree, 'heading', (heading) => {
      heading.data = { ...heading.data, slug: slugger.slug(textOf(heading)) };
    });
  };
}
