import type { Signal } from '@preact/signals';
import { ArrowLeft, PanelRight } from 'lucide';
import { Actions } from '../actions/actions.tsx';
import { useDesk } from '../app/desk.ts';
import { backToList } from '../app/route.ts';
import { languageName } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { shortcut } from '../keys/shortcuts.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import { Viewers } from './viewers.tsx';

interface Props {
  store: ConversationStore;
  detailsOpen: Signal<boolean>;
}

/** Who it is, how it stands, and what can be done with it. */
export function ConversationHeader({ store, detailsOpen }: Props) {
  const { me } = useDesk();
  const detail = store.detail.value;
  const name = detail?.visitorName ?? t('visitor');
  const standing =
    detail === null
      ? ''
      : detail.phase === 'live'
        ? detail.assigneeId === me.value.id
          ? t('assignedToYou')
          : t('assignedTo', { name: detail.assigneeName ?? t('agent') })
        : t(`phase_${detail.phase}`);
  return (
    <header class="conversation-head">
      <button
        type="button"
        class="button-plain only-phone"
        data-testid="back"
        aria-label={t('back')}
        onClick={backToList}
      >
        <Icon of={ArrowLeft} size={20} />
      </button>
      <Avatar id={store.sessionId} name={name} />
      <div class="conversation-who">
        <h2 dir="auto" data-testid="visitor-name">
          {name}
        </h2>
        {detail && (
          <span class={`standing standing-${detail.phase}`} data-testid="standing">
            <span class="standing-words">{standing}</span>
            {detail.phase !== 'closed' && <span>&nbsp;· {languageName(detail.language)}</span>}
          </span>
        )}
        <Viewers store={store} />
      </div>
      {detail && <Actions store={store} />}
      <button
        type="button"
        class="button button-icon only-narrow"
        data-testid="toggle-details"
        {...shortcut('details')}
        aria-expanded={detailsOpen.value}
        aria-label={t(detailsOpen.value ? 'hideDetails' : 'showDetails')}
        title={t('showDetails')}
        onClick={() => {
          detailsOpen.value = !detailsOpen.value;
        }}
      >
        <Icon of={PanelRight} />
      </button>
    </header>
  );
}
