import { CircleAlert } from 'lucide';
import type { Entry } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { t } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';

/** Shown before something is sent over it, once. */
export function ColleagueWrote({ entry }: { entry: Entry }) {
  const { agents } = useDesk();
  const name = agents.value.find(({ id }) => id === entry.authorId)?.name ?? t('agent');
  return (
    <div class="colleague-wrote" role="alert" data-testid="colleague-wrote">
      <Icon of={CircleAlert} size={16} />
      <span>
        <strong>{t('colleagueWrote', { name })}</strong>
        {'text' in entry.body && <q dir="auto">{entry.body.text}</q>}
        <span class="muted">{t('colleagueWroteHint')}</span>
      </span>
    </div>
  );
}
