import type { Problem } from '../protocol.ts';
import { editorLink } from './editor.ts';
import { Icon } from './icons.tsx';
import { attempt, goTo, model, show } from './model.ts';
import { fix, undo } from './server.ts';
import { closeOnNarrow } from './sidebar.tsx';
import { useStore } from './store.ts';
import { type Word, word } from './words.ts';

/** Everything that is wrong, by file: a click leads to the page, and where it is safe another mends it. */
export function Problems() {
  const { preview, language, notice } = useStore(model);
  const say = (key: Word) => word(language, key);
  const problems = preview?.problems ?? [];
  const files = [...new Set(problems.map(({ file }) => file))];
  return (
    <div class="problems">
      {preview?.failure && (
        <p class="failure" role="alert">
          {preview.failure[language]}
        </p>
      )}
      {notice && (
        <p class="failure" role="alert">
          {notice[language]}
        </p>
      )}
      {preview?.undo !== undefined && (
        <button type="button" class="undo" onClick={() => void attempt(undo())}>
          <Icon name="undo" />
          <span>
            {say('undo')}（{preview.undo}）
          </span>
        </button>
      )}
      {problems.length === 0 && !preview?.failure && <p class="summary">{say('noProblems')}</p>}
      {files.map((file) => (
        <FileProblems key={file} file={file} problems={problems.filter((problem) => problem.file === file)} />
      ))}
    </div>
  );
}

function FileProblems({ file, problems }: { file: string; problems: Problem[] }) {
  const { language } = model.value;
  const fixable = problems.filter(({ replacement }) => replacement !== undefined);
  return (
    <section aria-label={file}>
      <h3>
        <span class="name">{file}</span>
        <span class="at">{problems.length}</span>
        {fixable.length > 1 && (
          <button type="button" class="fix" onClick={() => void attempt(fix({ file }))}>
            {word(language, 'fixFile')}
          </button>
        )}
      </h3>
      <ul>
        {problems.map((problem, n) => (
          <li key={n} class={problem.severity}>
            <OneProblem problem={problem} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneProblem({ problem }: { problem: Problem }) {
  const { language, settings } = model.value;
  const { file, line, page, rule, severity, texts, note, replacement } = problem;
  const place = line === undefined ? undefined : { file, line };
  const link = place && editorLink(settings, place);
  const lead = async () => {
    if (place) await show(place);
    if (page !== undefined) goTo(page);
    closeOnNarrow();
  };
  return (
    <>
      <button type="button" class="problem" title={note} onClick={() => void lead()}>
        <span class="severity">{word(language, severity)}</span>
        <span class="text">{texts[language]}</span>
        <span class="rule">
          {line !== undefined && `${word(language, 'line')} ${line} · `}
          {rule}
        </span>
      </button>
      <span class="acts">
        {replacement !== undefined && (
          <button type="button" class="fix" onClick={() => void attempt(fix(problem))}>
            {word(language, 'fix')}
          </button>
        )}
        {link && (
          <a class="icon-button small" href={link} aria-label={word(language, 'openSource')} title={`${file}:${line}`}>
            <Icon name="source" />
          </a>
        )}
      </span>
    </>
  );
}
