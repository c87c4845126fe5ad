import type { Appearance } from '#libs/contracts';
import type { Story } from '../story.ts';
import { Icon } from './icon.tsx';
import { useWords } from './words.ts';

/** "Ana María Silva" → "AS" */
function initials(name: string): string {
  const letters = name.match(/(?<!\S)\S/gu) ?? [];
  return [letters[0], letters.length > 1 ? letters.at(-1) : ''].join('').toUpperCase();
}

const STATUS = { bot: 'header.bot', waiting: 'header.waiting', live: 'header.agent', closed: 'header.closed' } as const;

export function Header(props: { appearance: Appearance; story: Story; onClose: () => void }) {
  const { t } = useWords();
  const { appearance, story } = props;
  return (
    <header class="header">
      <span class="avatar">{story.agentName ? initials(story.agentName) : <Icon name={appearance.icon} />}</span>
      <span class="who">
        <strong class="name" data-testid="foyer-header-name" dir="auto">
          {story.agentName ?? appearance.botName}
        </strong>
        <span class="status">{t(STATUS[story.phase])}</span>
      </span>
      <button
        type="button"
        class="close"
        data-testid="foyer-close"
        aria-label={t('panel.close')}
        onClick={props.onClose}
      >
        <Icon name="close" />
      </button>
    </header>
  );
}
