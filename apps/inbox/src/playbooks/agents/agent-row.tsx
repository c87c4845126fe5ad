import type { AgentView } from '#libs/contracts';
import { Avatar } from '../../ui/avatar.tsx';
import { t } from '../texts/index.ts';

interface Props {
  agent: AgentView;
  /** The team's name. */
  team: string | null;
  /** It is the one who looks: nobody shuts themselves out. */
  self: boolean;
  busy: boolean;
  onEdit: () => void;
  onAllow: (allowed: boolean) => void;
}

/** One account with what can be done with it. */
export function AgentRow({ agent, team, self, busy, onEdit, onAllow }: Props) {
  const { id, name, email, role, capacity, disabled, availability } = agent;
  return (
    <li class="agent-row" data-testid="agent-row" data-agent-id={id} data-disabled={disabled}>
      <span class={`profile-face is-${availability}`}>
        <Avatar id={id} name={name} />
      </span>
      <span class="agent-words">
        <strong>{name}</strong>
        <span class="muted">{email}</span>
      </span>
      <span class="marks">
        <span class={role === 'agent' ? 'mark' : 'mark mark-active'}>{t(`role_${role}`)}</span>
        {team !== null && <span class="mark">{team}</span>}
        <span class="mark" title={t('capacityHint')}>
          {t('capacityOf', { count: capacity })}
        </span>
        {disabled && <span class="mark mark-draft">{t('agentDisabled')}</span>}
      </span>
      <span class="agent-acts">
        <button type="button" class="button button-small" data-testid="agent-edit" disabled={busy} onClick={onEdit}>
          {t('editAgent')}
        </button>
        <button
          type="button"
          class="button button-small"
          data-testid={disabled ? 'agent-enable' : 'agent-disable'}
          disabled={busy || self}
          title={self ? t('notYourself') : undefined}
          onClick={() => onAllow(disabled)}
        >
          {t(disabled ? 'enableAgent' : 'disableAgent')}
        </button>
      </span>
    </li>
  );
}
