import { useSignal } from '@preact/signals';
import { CircleX, FlaskConical } from 'lucide';
import { useEffect } from 'preact/hooks';
import type { PlaybookSummary, Trial } from '#libs/contracts';
import { count, percent } from '../../i18n/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { useAct } from '../shared/act.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';
import { progressOf } from './report.ts';
import { TrialReport } from './trial-report.tsx';

const READ_AGAIN_MS = 700;
const MOST = 10_000;

/** What the draft would have made of the last visitors. Nothing is written to their sessions. */
export function TrialsPage({ playbook }: { playbook: PlaybookSummary }) {
  const admin = useAdmin();
  const draft = admin.draftOf(playbook.id);
  const { busy, act } = useAct();
  const sessions = useSignal(500);
  const trial = admin.trials.value.get(playbook.id) ?? null;
  useLatest(playbook.id, trial);
  useFollow(trial);
  const start = (event: SubmitEvent) => {
    event.preventDefault();
    void act(async () => {
      // the server tries what it has
      if (draft.dirty.peek() && !(await draft.save())) return;
      admin.tried(await admin.api.startTrial(playbook.id, sessions.peek()));
    });
  };
  const problems = draft.problems.value.length;
  const isRunning = trial?.state === 'running';
  return (
    <div class="trials">
      <form class="card trial-form" onSubmit={start}>
        <div>
          <h2>{t('tab_sessions')}</h2>
          <p class="muted">{t('trialIntro')}</p>
        </div>
        <div class="trial-start">
          <label class="field">
            <span>{t('trialSessions')}</span>
            <input
              type="number"
              min={1}
              max={MOST}
              required
              data-testid="trial-sessions"
              value={sessions.value}
              onInput={(event) => {
                const { valueAsNumber } = event.currentTarget;
                if (!Number.isNaN(valueAsNumber)) sessions.value = valueAsNumber;
              }}
            />
          </label>
          <button
            type="submit"
            class="button button-main"
            data-testid="trial-start"
            disabled={busy || isRunning || problems > 0}
          >
            <Icon of={FlaskConical} size={16} />
            {t('trialStart')}
          </button>
        </div>
        {problems > 0 && <p class="notice">{t('trialNeedsNoProblems', { count: problems })}</p>}
      </form>
      {trial && <Progress trial={trial} />}
      {trial?.state === 'done' && trial.sessions === 0 && <p class="muted">{t('trialNone')}</p>}
      {trial && trial.done > 0 && <TrialReport trial={trial} />}
    </div>
  );
}

/** The trial that somebody began before this page was opened. */
function useLatest(playbookId: string, trial: Trial | null): void {
  const admin = useAdmin();
  const isUnknown = trial === null;
  useEffect(() => {
    // most playbooks were never tried
    if (isUnknown)
      void admin.api.latestTrial(playbookId).then(
        // one may have been started meanwhile
        (latest) => admin.trials.peek().has(playbookId) || admin.tried(latest),
        () => undefined,
      );
  }, [admin, playbookId, isUnknown]);
}

/** Reads a running trial again and again. */
function useFollow(trial: Trial | null): void {
  const admin = useAdmin();
  const runningId = trial?.state === 'running' ? trial.id : null;
  useEffect(() => {
    if (runningId === null) return;
    let isReading = false;
    const timer = setInterval(async () => {
      if (isReading) return;
      isReading = true;
      // what does not come now comes with the next reading
      const read = await admin.api.trial(runningId).catch(() => null);
      isReading = false;
      if (read) admin.tried(read);
    }, READ_AGAIN_MS);
    return () => clearInterval(timer);
  }, [admin, runningId]);
}

function Progress({ trial }: { trial: Trial }) {
  const admin = useAdmin();
  const { busy, act } = useAct();
  const share = progressOf(trial);
  return (
    <section class="card trial-progress" data-testid="trial" data-state={trial.state}>
      <div class="trial-progress-words" role="status">
        <strong>{t(`trial_${trial.state}`)}</strong>
        <span class="muted">
          {t('trialDone', { done: count(trial.done), count: count(trial.sessions), share: percent(share) })}
        </span>
      </div>
      {trial.state === 'running' && (
        <button
          type="button"
          class="button button-small"
          data-testid="trial-cancel"
          disabled={busy}
          onClick={() => void act(async () => admin.tried(await admin.api.cancelTrial(trial.id)))}
        >
          <Icon of={CircleX} size={14} />
          {t('cancel')}
        </button>
      )}
      <progress max={1} value={share} aria-label={t(`trial_${trial.state}`)} />
    </section>
  );
}
