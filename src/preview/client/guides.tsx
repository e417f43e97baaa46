import { useEffect, useState } from 'preact/hooks';
import type { Area, BlockView, Geometry } from '../protocol.ts';
import type { Guide } from './model.ts';
import type { ShownPage } from './page-list.ts';
import { readOrder, type TaggedBlock } from './reading-order.ts';

interface GuidesProps {
  page: ShownPage;
  scale: number;
  geometry: Geometry;
  guides: ReadonlySet<Guide>;
  blocks: BlockView[] | undefined;
}

/** Lines above a page that show how it is made; in pt, as the page is. */
export function Guides({ page, scale, geometry, guides, blocks }: GuidesProps) {
  const { width, height } = geometry;
  const frame = geometry.frames[page.side];
  const bleed = geometry.bleed ?? 0;
  const tagged = useReadingOrder(page, guides.has('order'));
  const around = bleed + 2;
  return (
    <svg
      class="guides"
      aria-hidden="true"
      viewBox={`${-around} ${-around} ${width + 2 * around} ${height + 2 * around}`}
      style={{
        left: `${-around * scale}px`,
        top: `${-around * scale}px`,
        width: `${(width + 2 * around) * scale}px`,
        height: `${(height + 2 * around) * scale}px`,
      }}
    >
      {guides.has('grid') && page.kind !== 'cover' && <Cells frame={frame} geometry={geometry} />}
      {guides.has('frame') && page.kind !== 'cover' && <Frame frame={frame} width={width} height={height} />}
      {guides.has('trim') && (
        <g class="trim">
          <rect x={0} y={0} width={width} height={height} />
          {bleed > 0 && (
            <rect class="bleed" x={-bleed} y={-bleed} width={width + 2 * bleed} height={height + 2 * bleed} />
          )}
        </g>
      )}
      {guides.has('baselines') && blocks && <Baselines blocks={blocks} />}
      {guides.has('fonts') && blocks && <Fonts blocks={blocks} />}
      {guides.has('order') && <Order blocks={tagged} />}
    </svg>
  );
}

/** The 版心, and the margins as lines to the edges. */
function Frame({ frame: [x, y, wide, high], width, height }: { frame: Area; width: number; height: number }) {
  return (
    <g class="frame">
      <path d={`M${x} 0V${height}M${x + wide} 0V${height}M0 ${y}H${width}M0 ${y + high}H${width}`} class="margin" />
      <rect x={x} y={y} width={wide} height={high} />
    </g>
  );
}

/** A cell for each character of each line. */
function Cells({ frame: [x, y, wide, high], geometry: { grid, direction } }: { frame: Area; geometry: Geometry }) {
  const { size, leading, tracking, lines, columns, gap } = grid;
  const pitch = size + tracking;
  const [along, across] = direction === 'vertical' ? [high, wide] : [wide, high];
  const inColumn = Math.round((along / pitch - (columns - 1) * gap) / columns);
  let path = '';
  for (let line = 0; line < lines; line++) {
    const top = line * leading + (leading - size) / 2;
    for (let column = 0; column < columns; column++) {
      const start = column * (inColumn + gap) * pitch;
      for (let cell = 0; cell < inColumn; cell++) {
        const [a, b] = [start + cell * pitch, top];
        // Vertical lines run down and follow one another from the right.
        path +=
          direction === 'vertical' ? box(x + across - b - size, y + a, size, pitch) : box(x + a, y + b, pitch, size);
      }
    }
  }
  return <path class="cells" d={path} />;
}

function box(x: number, y: number, width: number, height: number): string {
  const round = (length: number) => Math.round(length * 100) / 100;
  return `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${-round(width)}z`;
}

function Baselines({ blocks }: { blocks: BlockView[] }) {
  const path = blocks.flatMap(({ lines }) => lines.map(({ baseline: [x1, y1, x2, y2] }) => `M${x1} ${y1}L${x2} ${y2}`));
  return <path class="baselines" d={path.join('')} />;
}

/** A colour for each font, its name beside the first run of it. */
function Fonts({ blocks }: { blocks: BlockView[] }) {
  const runs = blocks.flatMap(({ lines }) => lines.flatMap((line) => line.runs));
  const fonts = [...new Set(runs.map(({ font }) => font))];
  const named = new Set<string>();
  return (
    <g class="fonts">
      {runs.map(({ font, size, area: [x, y, width, height] }) => {
        const name = `${font} ${size}`;
        const first = !named.has(name);
        named.add(name);
        return (
          <g class={`font-${fonts.indexOf(font) % 6}`}>
            <rect x={x} y={y} width={width} height={height} />
            {first && (
              <text x={x} y={y - 0.8}>
                {`${shortName(font)} ${size}pt`}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

function shortName(font: string): string {
  return font.replace(/^(?:.*\/)?/, '').replace(/Noto(Serif|Sans)/, '$1');
}

/** A number for each block in the order in which its tags are read. */
function Order({ blocks }: { blocks: readonly TaggedBlock[] }) {
  return (
    <g class="order">
      {blocks.map(({ role, area: [x, y, width, height] }, n) => (
        <g>
          <rect x={x} y={y} width={width} height={height} />
          <text x={x - 2} y={y + 7} text-anchor="end">
            {`${n + 1} ${role}`}
          </text>
        </g>
      ))}
    </g>
  );
}

function useReadingOrder({ revision, index, digest }: ShownPage, wanted: boolean): readonly TaggedBlock[] {
  const [blocks, setBlocks] = useState<readonly TaggedBlock[]>([]);
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    readOrder(revision, index)
      .then((read) => current && setBlocks(read))
      .catch(() => {});
    return () => {
      current = false;
    };
  }, [revision, index, digest, wanted]);
  return blocks;
}
