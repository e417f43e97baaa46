import { createHash } from 'node:crypto';
import type { Image, Root, Table } from 'mdast';
import type { LeafDirective } from 'mdast-util-directive';
import type { Parent } from 'unist';
import { VFile } from 'vfile';
import { figureClasses } from '../markdown/figure-options.ts';
import type { Figure } from '../markdown/figures.ts';
import { setTableOptions } from '../markdown/table-options.ts';
import { markSpans } from '../markdown/table-spans.ts';
import { visit } from '../tree/visit.ts';
import { type DataRequest, isDataDirective, readAttributes } from './attributes.ts';
import { captionOf } from './caption.ts';

import { chartSize, drawChart } from './chart.ts';
import { chartStyle } from './chart-options.ts';
import { chartText } from './chart-text.ts';

import { chooseColumns } from './columns.ts';
import type { DataReader, DataTable } from './csv.ts';
import { chartData, withTexts } from './series.ts';

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
  /** The colours of charts. */
  colours: readonly string[];
  /** 单位：{units} */
  unitsLine: string;
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
    const content =
      data &&
      (kind === 'table' ? this.#table(data, request, node, file) : await this.#chart(data, request, node, file));
    const label = node.attributes?.id;
    const { options } = request;
    const classes = figureClasses({ ...options, classes: options.classes.filter((name) => name === 'landscape') });
    return {
      type: 'figure',
      kind,
      children: [caption, ...(content ?? [])],
      data: { ...(label && { label }), classes },
      ...(position && { position }),
    };
  }

  #table(data: DataTable, { options }: DataRequest, node: LeafDirective, file: VFile): Table[] {
    const headerRows = Number(options.values['header-rows'] ?? 1);
    const chosen = chooseColumns(data, options, headerRows, file, node);
    if (!chosen) return [];
    const table = tableOf(chosen, headerRows);
    if (options.classes.includes('span')) markSpans(table, headerRows, data.file);
    setTableOptions(table, options, node, file);
    return [this.#ruledTable(table, data, node)];
  }

  #ruledTable(table: Table, data: DataTable, { position }: LeafDirective): Table {
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

  /** The drawing, and its data as a table for those who cannot see it. */
  async #chart(data: DataTable, request: DataRequest, node: LeafDirective, file: VFile): Promise<(Image | Table)[]> {
    const { position } = node;
    const read = request.chart && chartData(request.chart, data, file, position);
    if (!read) return [];
    const { convert = (text: string) => text } = this.#options;
    const chart = withTexts(read, convert);
    const { colours, unitsLine } = this.#options;
    const style = chartStyle(request.options.values, colours, unitsLine);
    const bytes = Buffer.from(await drawChart(chart, style));
    const url = `chart:${createHash('sha256').update(bytes).digest('hex')}.svg`;
    this.drawings.push({ path: url, bytes, ...chartSize(chart, style) });
    const alt = convert(chartText(chart, this.#options.language));
    const names = [read.x.name, ...read.series.map(({ name }) => name)];
    const columns = names.map((name) => data.header.findIndex((cell) => cell.text === name));
    const pick = (row: DataTable['header']) => columns.flatMap((index) => row[index] ?? []);
    const shown = tableOf({ file: data.file, header: pick(data.header), rows: data.rows.map(pick) });
    setTableOptions(shown, { classes: [], values: { 'header-columns': '1' } }, node, file);
    return [{ type: 'image', url, alt, ...(position && { position }) }, this.#ruledTable(shown, data, node)];
  }
}
