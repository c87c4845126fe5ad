import { Bot, CornerUpLeft, Ellipsis, FileDown, type IconNode, Mail } from 'lucide';
import { useDesk } from '../app/desk.ts';
import { showFailure } from '../app/toasts.ts';
import { t } from '../i18n/index.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { saveFile } from '../ui/save-file.ts';

interface Props {
  store: ConversationStore;
  /** Whether the agent may move the conversation. */
  leads: boolean;
  busy: boolean;
  onReturn: () => void;
  onHandBack: () => void;
  onMail: () => void;
}

const ENDINGS = { text: 'txt', json: 'json' } as const;

/** What is done with a conversation now and then. */
export function MoreMenu({ store, leads, busy, onReturn, onHandBack, onMail }: Props) {
  const { people } = useDesk();
  const save = async (format: keyof typeof ENDINGS) => {
    try {
      const day = store.detail.peek()?.startedAt.slice(0, 10) ?? '';
      saveFile(await people.transcript(store.sessionId, format), `chat-${day}.${ENDINGS[format]}`);
    } catch (error) {
      showFailure(error);
    }
  };
  return (
    <Menu
      testId="more-actions"
      shortcutId="more"
      className="button button-icon"
      name={t('moreActions')}
      disabled={busy}
      label={<Icon of={Ellipsis} size={16} />}
    >
      {leads && <Item testId="return-conversation" icon={CornerUpLeft} label={t('returnIt')} onClick={onReturn} />}
      {leads && (
        <Item testId="hand-back" icon={Bot} label={t('handBack')} title={t('handBackHint')} onClick={onHandBack} />
      )}
      <Item testId="transcript-text" icon={FileDown} label={t('saveText')} onClick={() => void save('text')} />
      <Item testId="transcript-json" icon={FileDown} label={t('saveJson')} onClick={() => void save('json')} />
      {store.visitor.value?.mailEnabled && (
        <Item testId="transcript-mail" icon={Mail} label={t('mailTranscript')} onClick={onMail} />
      )}
    </Menu>
  );
}

interface ItemProps {
  testId: string;
  icon: IconNode;
  label: string;
  title?: string;
  onClick: () => void;
}

function Item({ testId, icon, label, title, onClick }: ItemProps) {
  return (
    <button type="button" role="menuitem" class="menu-item" data-testid={testId} title={title} onClick={onClick}>
      <Icon of={icon} size={16} />
      {label}
    </button>
  );
}
