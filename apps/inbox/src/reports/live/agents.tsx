import type { LiveAgent } from '#libs/contracts';
import { elapsed } from '../../i18n/format.ts';
import { t } from '../texts/index.ts';
import { LiveTable } from './live-table.tsx';

/** The share of the load from which on an agent should get no more. */
const NEARLY_FULL = 0.8;

/** Agents with their availability and load. */
export function Agents({ agents }: { agents: readonly LiveAgent[] }) {
  const headings = [t('column_agent'), t('column_availability'), t('column_load'), t('column_team')];
  return (
    <section class="lead-card" data-testid="live-agents">
      <h2>{t('leadAgents')}</h2>
      {agents.length === 0 ? (
        <p class="muted">{t('agentsEmpty')}</p>
      ) : (
        <LiveTable label={t('leadAgents')} className="lead-table lead-rows lead-agents" headings={headings}>
          {agents.map((agent) => (
            <Row key={agent.id} agent={agent} />
          ))}
        </LiveTable>
      )}
    </section>
  );
}

function Row({ agent }: { agent: LiveAgent }) {
  const { open, capacity, since } = agent;
  const share = Math.min(1, open / capacity);
  return (
    <tr data-testid="live-agent-row" data-agent-id={agent.id} data-availability={agent.availability}>
      <th scope="row">{agent.name}</th>
      <td>
        <span class="lead-standing">
          <span class={`presence is-${agent.availability}`} aria-hidden="true" />
          {t(`availability_${agent.availability}`)}
          <span class="muted">{since === null ? t('neverHere') : t('sinceTime', { time: elapsed(since) })}</span>
        </span>
      </td>
      <td>
        <span class="load">
          <span class="load-bar" aria-hidden="true">
            <span class={share >= NEARLY_FULL ? 'load-high' : ''} style={{ inlineSize: `${share * 100}%` }} />
          </span>
          <span data-testid="live-load">{t('loadOf', { open, capacity })}</span>
        </span>
      </td>
      <td>{agent.teamName ?? <span class="muted">{t('everybodys')}</span>}</td>
    </tr>
  );
}
