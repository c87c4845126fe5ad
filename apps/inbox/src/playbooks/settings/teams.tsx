import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { TeamView } from '#libs/contracts';
import { useDesk } from '../../app/desk.ts';
import { newest } from '../../app/newest.ts';
import { showFailure } from '../../app/toasts.ts';
import { useAct } from '../shared/act.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';
import { AddLine } from './add-line.tsx';
import { Routing } from './routing.tsx';

/** Teams that playbooks can call, and who is in them. */
export function Teams() {
  const admin = useAdmin();
  const desk = useDesk();
  const { busy, act } = useAct();
  const teams = useSignal<readonly TeamView[]>([]);
  const read = useMemo(
    () =>
      newest(admin.api.teams, (all) => {
        teams.value = all;
      }),
    [admin],
  );
  useEffect(() => {
    read().catch(showFailure);
    desk.readAgents().catch(showFailure);
  }, [admin, desk]);
  const add = (name: string) =>
    act(async () => {
      await admin.api.addTeam(name);
      await read();
    });
  const setTeam = (agentId: string, teamId: string | null) =>
    act(async () => {
      await admin.api.setTeam(agentId, teamId);
      await desk.readAgents();
    }, t('saved'));
  return (
    <>
      <section class="card">
        <h2>{t('teams')}</h2>
        <p class="muted">{t('teamsIntro')}</p>
        <ul class="chips" data-testid="teams">
          {teams.value.map((team) => (
            <li key={team.id} class="chip">
              {team.name}
            </li>
          ))}
        </ul>
        <AddLine
          label={t('teamName')}
          most={120}
          submit={t('addTeam')}
          busy={busy}
          testIds={{ field: 'team-name', submit: 'team-add' }}
          onAdd={add}
        />
        {teams.value.length > 0 && (
          <ul class="member-rows">
            {desk.agents.value.map((agent) => (
              <li key={agent.id} class="member-row">
                <span>{agent.name}</span>
                <select
                  class="input"
                  aria-label={t('teamOf', { name: agent.name })}
                  data-testid="agent-team"
                  data-agent-id={agent.id}
                  value={agent.teamId ?? ''}
                  disabled={busy}
                  onChange={(event) => void setTeam(agent.id, event.currentTarget.value || null)}
                >
                  <option value="" selected={agent.teamId === null}>
                    {t('noTeam')}
                  </option>
                  {teams.value.map((team) => (
                    <option key={team.id} value={team.id} selected={team.id === agent.teamId}>
                      {team.name}
                    </option>
                  ))}
                </select>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Routing teams={teams.value} />
    </>
  );
}
