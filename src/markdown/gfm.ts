import type { Extension } from 'mdast-util-from-markdown';
import remarkGfm from 'remark-gfm';
import type { Processor } from 'unified';

/**
 * GFM for Chinese text: `~` is a range mark, so only `~~` strikes through; and addresses typed into the text are left
 * to `literal-links.ts`, because GFM's own rule takes the rest of a Chinese sentence, with its emphasis and notes, into the link.
 */
export default function remarkChineseGfm(this: Processor): void {
  remarkGfm.call(this as Processor<never>, { singleTilde: false });
  const data = this.data();
  data.micromarkExtensions?.push({ disable: { null: ['wwwAutolink', 'protocolAutolink', 'emailAutolink'] } });
  data.fromMarkdownExtensions = (data.fromMarkdownExtensions ?? []).map((extension) =>
    [extension].flat().filter((part: Extension) => !part.transforms),
  );
}
