import { useEffect } from 'preact/hooks';
import { clock } from '../../i18n/format.ts';
import { useLead } from '../lead-desk.ts';
import { t } from '../texts/index.ts';
import { Agents } from './agents.tsx';
import { Conversations } from './conversations.tsx';
import { Numbers } from './numbers.tsx';

/** Who waits, who answers, and today's numbers. */
export function LivePage() {
  const { live } = useLead();
  useEffect(() => live.follow(), [live]);
  const view = live.view.value;
  if (view === null) {
    return (
      <p class="on-demand muted" role="status">
        {t('loading')}
      </p>
    );
  }
  const rows = (phase: string) => view.conversations.filter((conversation) => conversation.phase === phase);
  return (
    <div class="lead-page">
      <header class="lead-head">
        <h1>{t('leadLive')}</h1>
        <span class="muted">{t('asOf', { time: clock(new Date(live.at.value).toISOString()) })}</span>
      </header>
      <Numbers view={view} />
      <Conversations phase="waiting" rows={rows('waiting')} count={view.waiting} />
      <Agents agents={view.agents} />
      <Conversations phase="live" rows={rows('live')} count={view.live} />
    </div>
  );
}
