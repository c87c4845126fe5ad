import { CircleAlert, CircleCheck, CircleX } from 'lucide';
import type { TestOutcome } from '#libs/contracts';
import { Icon } from '../../ui/icon.tsx';
import type { DraftStore } from '../draft/store.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';
import type { PlacedProblem } from './diagnostics.ts';

/** What is wrong with a draft, each with the way to its line, and how its own tests go. */
export function Findings({ draft, problems }: { draft: DraftStore; problems: readonly PlacedProblem[] }) {
  const tests = draft.tests.value;
  const failed = tests?.filter(({ ok }) => !ok) ?? [];
  return (
    <div class="findings" data-testid="findings">
      {problems.length === 0 ? (
        <p class="finding-good">
          <Icon of={CircleCheck} size={15} />
          {t('noProblems')}
        </p>
      ) : (
        <>
          <h3>{t('problems', { count: problems.length })}</h3>
          <Problems problems={problems} />
        </>
      )}
      {tests !== null && tests.length > 0 && (
        <>
          <h3>
            {failed.length === 0
              ? t('testsPass', { count: tests.length })
              : t('testsFail', { failed: failed.length, count: tests.length })}
          </h3>
          <Tests tests={tests} />
        </>
      )}
    </div>
  );
}

function Problems({ problems }: { problems: readonly PlacedProblem[] }) {
  const { reveal } = useAdmin();
  return (
    <ul class="problem-rows" data-testid="problems">
      {problems.map(({ path, code, message, line, from }) => (
        <li key={`${path} ${code} ${from}`}>
          <button
            type="button"
            class="problem-row"
            data-testid="problem"
            data-code={code}
            onClick={() => {
              reveal.value = { position: from };
            }}
          >
            <Icon of={CircleAlert} size={15} />
            <span class="problem-line">{line}</span>
            <span class="problem-words">
              {message} {code !== 'not_json' && <code>{path || t('theWhole')}</code>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Tests({ tests }: { tests: readonly TestOutcome[] }) {
  const { reveal } = useAdmin();
  return (
    <ul class="problem-rows" data-testid="tests">
      {tests.map(({ name, ok, failure }, index) => (
        <li key={name}>
          <button
            type="button"
            class={`problem-row ${ok ? 'problem-none' : ''}`}
            data-testid="test"
            data-ok={ok}
            onClick={() => {
              reveal.value = { path: `tests[${index}].name` };
            }}
          >
            <Icon of={ok ? CircleCheck : CircleX} size={15} />
            <span class="problem-words">
              {name}
              {failure !== null && <span class="muted"> {failure}</span>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
