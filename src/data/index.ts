import { createHash } from 'node:crypto';
import type { Root, Table } from 'mdast';
import type { LeafDirective } from 'mdast-util-directive';
import type { Parent } from 'unist';
import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import type { Figure } from '../markdown/figures.ts';
import { isDataDirective, readAttributes } from './attributes.ts';
import { captionOf } from './caption.ts';
import { chartSize, drawChart } from './chart.ts';
import { chartText } from './chart-text.ts';
import type { DataReader, DataTable } from './csv.ts';
import { type ChartRequest, chartData, withTexts } from './series.ts';
import { tableOf } from './table.ts';

/** A picture that we made. */
export interface Drawing {
  /** `chart:<sha256>.svg`, `diagram:<sha256>.svg`: no path of the manuscript, which holds no addresses with a scheme. */
  path: string;
  bytes: Buffer;
  width: number;
  height: number;
}

export interface DataOptions {
  language: string;
  /** Applies the text rules to what comes from a data file or an attribute. */
  applyRules: (tree: Root, file: VFile) => void;
  /** Converts what is drawn to the script of the book. */
  convert?: ((text: string) => string) | undefined;
}

/** Puts the tables and charts that are made from data files into the chapters. */
export class DataBlocks {
  readonly drawings: Drawing[] = [];
  readonly #reader: DataReader;
  readonly #options: DataOptions;
  readonly #ruled = new Set<VFile>();

  constructor(reader: DataReader, options: DataOptions) {
    this.#reader = reader;
    this.#options = options;
  }

  /** The data files that were read. */
  get files(): VFile[] {
    return [...this.#reader.files.values()];
  }

  /** Replaces every `::table{…}` and `::chart{…}` by a figure. */
  async fill(tree: Root, file: VFile): Promise<void> {
    const found: { node: LeafDirective; parent: Parent }[] = [];
    visit(tree, 'leafDirective', (node, _, parent) => {
      if (parent && isDataDirective(node)) found.push({ node, parent });
    });
    for (const { node, parent } of found) {
      parent.children.splice(parent.children.indexOf(node), 1, await this.#figure(node, file));
    }
  }

  /** With nothing in it after a message: links to it still find it. */
  async #figure(node: LeafDirective, file: VFile): Promise<Figure> {
    const { position } = node;
    const kind = node.name === 'chart' ? 'figure' : 'table';
    const request = readAttributes(node, file);
    const data = request.src === undefined ? undefined : await this.#reader.read(request.src, file, position);
    const caption = captionOf(request.caption, position, file, this.#options.applyRules);
    const content = !data
      ? undefined
      : kind === 'table'
        ? this.#table(data, node)
        : request.chart && (await this.#image(request.chart, data, node, file));
    const label = node.attributes?.id;
    return {
      type: 'figure',
      kind,
      children: content ? [caption, content] : [caption],
      ...(label && { data: { label } }),
      ...(position && { position }),
    };
  }

  #table(data: DataTable, { position }: LeafDirective): Table {
    const table = tableOf(data);
    // A file used twice is told its problems once.
    this.#options.applyRules(
      { type: 'root', children: [table] },
      this.#ruled.has(data.file) ? new VFile(data.file) : data.file,
    );
    this.#ruled.add(data.file);
    // From here on its place is that of the directive: places in the data file mean nothing in the chapter.
    visit(table, (node) => {
      delete node.position;
      if (position) node.position = position;
    });
    return table;
  }

  async #image(request: ChartRequest, data: DataTable, { position }: LeafDirective, file: VFile) {
    const read = chartData(request, data, file, position);
    if (!read) return undefined;
    const { convert } = this.#options;
    const chart = convert ? withTexts(read, convert) : read;
    const bytes = Buffer.from(await drawChart(chart));
    const url = `chart:${createHash('sha256').update(bytes).digest('hex')}.svg`;
    this.drawings.push({ path: url, bytes, ...chartSize });
    const said = chartText(chart, this.#options.language);
    const alt = convert ? convert(said) : said;
    return { type: 'image' as const, url, alt, ...(position && { position }) };
  }
}
