import { ChevronDown } from 'lucide';
import type { AgentView } from '#libs/contracts';
import { t } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { reasonAgainst } from './rights.ts';

interface Props {
  label: string;
  icon: Parameters<typeof Icon>[0]['of'];
  testId: string;
  itemTestId: string;
  agents: readonly AgentView[];
  /** The conversation's team. */
  teamId: string | null;
  disabled: boolean;
  onChoose: (agent: AgentView) => void;
}

const AVAILABILITY_ORDER = { online: 0, away: 1, offline: 2 };

/** Agents to choose from: only those who can take it can be chosen; of the others it is said why not. */
export function AgentMenu({ label, icon, testId, itemTestId, agents, teamId, disabled, onChoose }: Props) {
  const sorted = agents
    .filter((agent) => !agent.disabled)
    .sort(
      (a, b) => AVAILABILITY_ORDER[a.availability] - AVAILABILITY_ORDER[b.availability] || a.name.localeCompare(b.name),
    );
  return (
    <Menu
      testId={testId}
      shortcutId="assignTo"
      disabled={disabled}
      label={
        <>
          <Icon of={icon} size={16} />
          <span>{label}</span>
          <Icon of={ChevronDown} size={14} />
        </>
      }
    >
      {sorted.length === 0 && <p class="menu-empty muted">{t('noOtherAgents')}</p>}
      {sorted.map((agent) => {
        const reason = reasonAgainst(agent, teamId);
        return (
          <button
            key={agent.id}
            type="button"
            role="menuitem"
            class="menu-item"
            data-testid={itemTestId}
            data-agent-id={agent.id}
            disabled={reason !== null}
            onClick={() => onChoose(agent)}
          >
            <span class={`presence is-${agent.availability}`} aria-hidden="true" />
            <span class="menu-name">{agent.name}</span>
            {reason !== null && <span class="menu-reason">{t(reason)}</span>}
          </button>
        );
      })}
    </Menu>
  );
}
