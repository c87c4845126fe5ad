import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { AssignmentMode, RoutingChanges, RoutingView, TeamView } from '#libs/contracts';
import { newest } from '../../app/newest.ts';
import { showFailure } from '../../app/toasts.ts';
import { ASSIGNMENT_MODES } from '../../protocol.ts';
import { useAct } from '../shared/act.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';

/** How waiting conversations find an agent: those of everybody, and those of each team. */
export function Routing({ teams }: { teams: readonly TeamView[] }) {
  const admin = useAdmin();
  const { busy, act } = useAct();
  const routing = useSignal<readonly RoutingView[]>([]);
  const read = useMemo(
    () =>
      newest(admin.api.routing, (rows) => {
        routing.value = rows;
      }),
    [admin],
  );
  useEffect(() => {
    read().catch(showFailure);
  }, [admin, teams]);
  const save = (teamId: string | null, changes: RoutingChanges) =>
    act(() => admin.api.saveRouting(teamId, changes).finally(read), t('saved'));
  const nameOf = (teamId: string | null): string =>
    teamId === null ? t('routingEverybody') : (teams.find(({ id }) => id === teamId)?.name ?? '');
  return (
    <section class="card">
      <h2>{t('routing')}</h2>
      <p class="muted">{t('routingIntro')}</p>
      <ul class="member-rows">
        {routing.value.map((row) => (
          <Row
            key={`${row.teamId} ${row.mode} ${row.offerSeconds}`}
            name={nameOf(row.teamId)}
            row={row}
            busy={busy}
            onSave={(changes) => save(row.teamId, changes)}
          />
        ))}
      </ul>
    </section>
  );
}

interface RowProps {
  name: string;
  row: RoutingView;
  busy: boolean;
  onSave: (changes: RoutingChanges) => unknown;
}

function Row({ name, row, busy, onSave }: RowProps) {
  return (
    <li class="member-row routing-row" data-testid="routing-row" data-team-id={row.teamId ?? ''}>
      <span class="routing-name">{name}</span>
      <select
        class="input"
        aria-label={t('routingOf', { name })}
        data-testid="routing-mode"
        value={row.mode}
        disabled={busy}
        onChange={(event) => onSave({ mode: event.currentTarget.value as AssignmentMode })}
      >
        {ASSIGNMENT_MODES.map((mode) => (
          <option key={mode} value={mode} selected={mode === row.mode}>
            {t(`mode_${mode}`)}
          </option>
        ))}
      </select>
      {row.mode !== 'manual' && (
        <label class="routing-seconds">
          <span class="muted">{t('offerSeconds')}</span>
          <input
            type="number"
            class="input"
            min={5}
            max={600}
            required
            data-testid="routing-seconds"
            disabled={busy}
            value={row.offerSeconds}
            onChange={(event) => {
              if (event.currentTarget.reportValidity()) {
                onSave({ offerSeconds: event.currentTarget.valueAsNumber });
              }
            }}
          />
        </label>
      )}
    </li>
  );
}
