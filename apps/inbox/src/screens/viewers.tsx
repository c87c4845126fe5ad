import { Eye } from 'lucide';
import { useDesk } from '../app/desk.ts';
import { t } from '../i18n/index.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { Icon } from '../ui/icon.tsx';

/** Which colleagues look at the conversation right now. */
export function Viewers({ store }: { store: ConversationStore }) {
  const { agents, me } = useDesk();
  const names = agents.value
    .filter(({ id }) => id !== me.value.id && store.viewers.value.includes(id))
    .map(({ name }) => name);
  if (names.length === 0) return null;
  const words = t('alsoLooking', { names: names.join(', ') });
  return (
    <span class="viewers" data-testid="viewers" title={words}>
      <Icon of={Eye} size={13} />
      <span class="viewers-names">{words}</span>
    </span>
  );
}
