import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { AgentView, Role, TeamView } from '#libs/contracts';
import { useUnsaved } from '../../app/unsaved.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Line } from '../../ui/lengths.tsx';
import type { AgentChange, NewAgent } from '../api.ts';
import { t } from '../texts/index.ts';
import { changesOf } from './changes.ts';

interface Props {
  /** Null: a new one. */
  agent: AgentView | null;
  teams: readonly TeamView[];
  busy: boolean;
  onShut: () => void;
  onCreate: (agent: NewAgent) => void;
  /** `changes`: only what is to be otherwise. */
  onChange: (agentId: string, changes: Partial<AgentChange>) => void;
}

const ROLES: readonly Role[] = ['agent', 'supervisor', 'admin'];
const PASSWORD_LENGTH = 12;

/** An account's form. */
export function AgentDialog({ agent, teams, busy, onShut, onCreate, onChange }: Props) {
  const begin = useMemo(
    () => ({
      name: agent?.name ?? '',
      email: agent?.email ?? '',
      role: agent?.role ?? ('agent' as Role),
      teamId: agent?.teamId ?? null,
      capacity: String(agent?.capacity ?? ''),
      password: '',
    }),
    [],
  );
  const form = useSignal(begin);
  useUnsaved(Object.keys(changesOf(begin, form.value)).length > 0);
  const set = (change: Partial<typeof form.value>) => {
    form.value = { ...form.peek(), ...change };
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const { name, email, role, teamId, capacity, password } = form.peek();
    const account = { name: name.trim(), email: email.trim(), role, teamId };
    if (agent) onChange(agent.id, changesOf<AgentChange>(agent, { ...account, capacity: Number(capacity) }));
    else onCreate({ ...account, password });
  };
  const { name, email, role, teamId, capacity, password } = form.value;
  return (
    <Dialog title={agent ? t('editAgentTitle', { name: agent.name }) : t('newAgent')} onCancel={onShut}>
      <form class="dialog-form" onSubmit={submit}>
        <label class="field">
          <span>{t('agentName')}</span>
          <Line
            required
            most={120}
            autocomplete="off"
            data-testid="agent-name"
            value={name}
            onInput={(text) => set({ name: text })}
          />
        </label>
        <label class="field">
          <span>{t('agentEmail')}</span>
          <Line
            required
            type="email"
            most={254}
            autocomplete="off"
            data-testid="agent-email"
            value={email}
            onInput={(text) => set({ email: text })}
          />
        </label>
        <label class="field">
          <span>{t('agentRole')}</span>
          <select
            data-testid="agent-role"
            value={role}
            onChange={(event) => set({ role: event.currentTarget.value as Role })}
          >
            {ROLES.map((each) => (
              <option key={each} value={each} selected={each === role}>
                {t(`role_${each}`)}
              </option>
            ))}
          </select>
        </label>
        <p class="muted dialog-hint">{t(`roleHint_${role}`)}</p>
        <label class="field">
          <span>{t('team')}</span>
          <select
            data-testid="agent-team-choice"
            value={teamId ?? ''}
            onChange={(event) => set({ teamId: event.currentTarget.value || null })}
          >
            <option value="" selected={teamId === null}>
              {t('noTeam')}
            </option>
            {teams.map((team) => (
              <option key={team.id} value={team.id} selected={team.id === teamId}>
                {team.name}
              </option>
            ))}
          </select>
        </label>
        {agent ? (
          <label class="field">
            <span>{t('capacityHint')}</span>
            <input
              required
              type="number"
              min={1}
              max={1000}
              data-testid="agent-capacity"
              value={capacity}
              onInput={(event) => set({ capacity: event.currentTarget.value })}
            />
          </label>
        ) : (
          <label class="field">
            <span>{t('firstPassword', { count: PASSWORD_LENGTH })}</span>
            <Line
              required
              type="password"
              minLength={PASSWORD_LENGTH}
              most={200}
              autocomplete="new-password"
              data-testid="agent-password"
              value={password}
              onInput={(text) => set({ password: text })}
            />
          </label>
        )}
        <div class="dialog-buttons">
          <button type="button" class="button" onClick={onShut}>
            {t('cancel')}
          </button>
          <button type="submit" class="button button-main" data-testid="agent-save" disabled={busy}>
            {t(agent ? 'saveAgent' : 'createAgent')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
