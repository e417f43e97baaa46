import { useEffect, useRef, useState } from 'preact/hooks';
import { model } from './model.ts';
import { useStore } from './store.ts';
import { type Word, word } from './words.ts';

const widths = { narrow: 390, medium: 720, wide: undefined } as const;
type Width = keyof typeof widths;

/** What the reader in the frame is told. */
export interface ReaderOrder {
  epub: number | undefined;
  /** Percent. */
  size: number;
  dark: boolean;
}

/** The EPUB of the same text, as a reading system shows it: in a frame of its own, with a stricter policy for what it holds. */
export function EpubView() {
  const { preview, language } = useStore(model);
  const say = (key: Word) => word(language, key);
  const frame = useRef<HTMLIFrameElement>(null);
  const [size, setSize] = useState(100);
  const [width, setWidth] = useState<Width>('narrow');
  const [dark, setDark] = useState(false);
  const epub = preview?.epub;

  const tell = () => {
    const order: ReaderOrder = { epub, size, dark };
    frame.current?.contentWindow?.postMessage(order, location.origin);
  };
  useEffect(tell, [epub, size, dark]);
  useEffect(() => {
    // The reader says when it is there to listen.
    const ready = ({ source, data }: MessageEvent) => {
      if (source === frame.current?.contentWindow && data === 'ready') tell();
    };
    window.addEventListener('message', ready);
    return () => window.removeEventListener('message', ready);
  });

  return (
    <section class="epub" aria-label="EPUB">
      <div class="heading">
        <div class="group">
          <button
            type="button"
            class="toggle"
            aria-label={say('smaller')}
            title={say('smaller')}
            onClick={() => setSize(Math.max(60, size - 10))}
          >
            A−
          </button>
          <output aria-label={say('textSize')}>{size}%</output>
          <button
            type="button"
            class="toggle"
            aria-label={say('larger')}
            title={say('larger')}
            onClick={() => setSize(Math.min(220, size + 10))}
          >
            A+
          </button>
        </div>
        <label class="reader-width">
          <span class="unseen">{say('width')}</span>
          <select value={width} onChange={(event) => setWidth(event.currentTarget.value as Width)}>
            {(Object.keys(widths) as Width[]).map((each) => (
              <option key={each} value={each}>
                {say(each)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" class="toggle night" aria-pressed={dark} onClick={() => setDark(!dark)}>
          {say('night')}
        </button>
      </div>
      {epub === undefined && <p class="summary">{say('noEpub')}</p>}
      <iframe
        ref={frame}
        src="reader.html"
        title="EPUB"
        style={{ maxWidth: widths[width] === undefined ? 'none' : `${widths[width]}px` }}
      />
    </section>
  );
}
