import type { Element, ElementContent } from 'hast';
import type { Parents, PhrasingContent, Root } from 'mdast';
import type { TextDirective } from 'mdast-util-directive';
import type { State } from 'mdast-util-to-hast';
import { toString as textOf } from 'mdast-util-to-string';
import type { VFile } from 'vfile';
import { say } from '../report/message.ts';
import { visit } from '../tree/visit.ts';
import { glossLines } from './gloss.ts';

type Form = (state: State, node: TextDirective, parent: Parents | undefined) => Element;

/** The inline forms that become elements here: 专名号 and 书名号乙式 (GB/T 15834—2011, 4.15 and 4.16), 夹注. */
const forms: Record<string, Form> = {
  // HTML keeps <u> for proper names in Chinese, <cite> for titles of works.
  name: (state, node, parent) => line('u', 'proper-name', state, node, parent),
  book: (state, node, parent) => line('cite', 'book-title', state, node, parent),
  gloss: (state, node) =>
    element('span', ['gloss'], [bracket('（'), ...glossLines(state.all(node) as ElementContent[]), bracket('）')]),
};

/** mdast textDirective → element. A form of which nothing is known leaves its text. */
export function textDirective(state: State, node: TextDirective, parent: Parents | undefined): ElementContent[] {
  const form = Object.hasOwn(forms, node.name) ? forms[node.name] : undefined;
  if (!form) return state.all(node) as ElementContent[];
  const made = form(state, node, parent);
  state.patch(node, made);
  return [made];
}

/** Lines of names that stand side by side must not run together: the second one keeps its distance. */
function line(tag: string, name: string, state: State, node: TextDirective, parent: Parents | undefined): Element {
  const siblings = (parent?.children ?? []) as PhrasingContent[];
  const before = siblings[siblings.indexOf(node) - 1];
  const adjoins = before?.type === 'textDirective' && isLined(before.name);
  return element(tag, adjoins ? [name, 'adjoining'] : [name], state.all(node) as ElementContent[]);
}

function isLined(name: string): boolean {
  return name === 'name' || name === 'book';
}

function bracket(mark: string): Element {
  return element('span', ['bracket'], [{ type: 'text', value: mark }]);
}

function element(tagName: string, className: string[], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: { className }, children };
}

/** Characters; a longer gloss breaks the sentence it stands in. */
const longGloss = 60;

/** Reports forms without text, glosses that should be notes, and glosses within glosses. */
export function remarkReportInlineForms() {
  return (tree: Root, file: VFile): void => {
    visit(tree, 'textDirective', (node) => {
      if (!Object.hasOwn(forms, node.name)) return;
      const text = textOf(node, { includeHtml: false }).trim();
      if (text === '') {
        const zh = `“:${node.name}[]”里没有文字。在方括号里写上文字，或删去它。`;
        const en = `":${node.name}[]" holds no text. Write some between the brackets, or delete it.`;
        say(file, 'html:empty-form', { zh, en }, { place: node, severity: 'error' });
      }
      if (node.name !== 'gloss') return;
      const length = [...text].length;
      if (length > longGloss) {
        const zh = `夹注有 ${length} 个字，会打断句子。超过 ${longGloss} 个字的请改成注：[^名字]。`;
        const en = `The gloss has ${length} characters and breaks the sentence. Make one of more than ${longGloss} a note: [^name].`;
        say(file, 'html:long-gloss', { zh, en }, { place: node });
      }
      visit(node, 'textDirective', (inner) => {
        if (inner === node || inner.name !== 'gloss') return;
        const zh = '夹注里不能再有夹注。请用括号，或分成两个。';
        const en = 'A gloss cannot hold a gloss. Use brackets, or make them two.';
        say(file, 'html:nested-gloss', { zh, en }, { place: inner, severity: 'error' });
      });
    });
  };
}
