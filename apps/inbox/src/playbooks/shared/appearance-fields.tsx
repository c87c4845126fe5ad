import { Bot, CircleQuestionMark, type IconNode, MessageCircle, Smile } from 'lucide';
import type { Appearance } from '#libs/contracts';
import { Icon } from '../../ui/icon.tsx';
import { Line } from '../../ui/lengths.tsx';
import { t } from '../texts/index.ts';

export const ICONS: Record<Appearance['icon'], IconNode> = {
  chat: MessageCircle,
  bot: Bot,
  smile: Smile,
  help: CircleQuestionMark,
};

/** What a chat looks like where nobody said otherwise. */
export const PLAIN_APPEARANCE: Appearance = { botName: 'Foyer', accent: '#17614f', onAccent: '#ffffff', icon: 'chat' };

interface Props {
  appearance: Appearance;
  onChange: (appearance: Appearance) => void;
}

/** Name, colours and icon of the bot, with a small picture of what comes out. */
export function AppearanceFields({ appearance, onChange }: Props) {
  const set = (part: Partial<Appearance>) => onChange({ ...appearance, ...part });
  return (
    <fieldset class="appearance">
      <legend>{t('appearance')}</legend>
      <label class="field appearance-name">
        <span>{t('botName')}</span>
        <Line
          required
          most={60}
          data-testid="appearance-name"
          value={appearance.botName}
          onInput={(botName) => set({ botName })}
        />
      </label>
      <Colour
        label={t('accent')}
        value={appearance.accent}
        testId="appearance-accent"
        onChange={(accent) => set({ accent })}
      />
      <Colour
        label={t('onAccent')}
        value={appearance.onAccent}
        testId="appearance-on-accent"
        onChange={(onAccent) => set({ onAccent })}
      />
      <div class="field">
        <span>{t('botIcon')}</span>
        <div class="icon-choices" role="radiogroup" aria-label={t('botIcon')}>
          {Object.entries(ICONS).map(([icon, node]) => (
            <label key={icon} class="icon-choice" title={t(`icon_${icon as Appearance['icon']}`)}>
              <input
                type="radio"
                name="bot-icon"
                aria-label={t(`icon_${icon as Appearance['icon']}`)}
                checked={appearance.icon === icon}
                onChange={() => set({ icon: icon as Appearance['icon'] })}
              />
              <Icon of={node} />
            </label>
          ))}
        </div>
      </div>
      <Preview appearance={appearance} />
    </fieldset>
  );
}

interface ColourProps {
  label: string;
  value: string;
  testId: string;
  onChange: (value: string) => void;
}

function Colour({ label, value, testId, onChange }: ColourProps) {
  return (
    <label class="field colour">
      <span>{label}</span>
      <span class="colour-row">
        <input
          type="color"
          data-testid={testId}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
        <code>{value}</code>
      </span>
    </label>
  );
}

function Preview({ appearance: { botName, accent, onAccent, icon } }: { appearance: Appearance }) {
  return (
    <div class="chat-preview" aria-hidden="true">
      <div class="chat-preview-head" style={{ background: accent, color: onAccent }}>
        <Icon of={ICONS[icon]} size={16} />
        <strong>{botName || '…'}</strong>
      </div>
      <div class="chat-preview-launcher" style={{ background: accent, color: onAccent }}>
        <Icon of={ICONS[icon]} size={20} />
      </div>
    </div>
  );
}
