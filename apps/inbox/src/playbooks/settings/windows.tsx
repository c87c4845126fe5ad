import { Plus, X } from 'lucide';
import type { OpenWindow } from '#libs/contracts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../texts/index.ts';

const MOST = 6;
const NINE_TO_FIVE: OpenWindow = { from: '09:00', to: '17:00' };

interface Props {
  /** What the windows are of, e.g. the weekday. */
  name: string;
  windows: readonly OpenWindow[];
  onChange: (windows: OpenWindow[]) => void;
}

/** When it is open on a day: none, one or several stretches of time. */
export function Windows({ name, windows, onChange }: Props) {
  const set = (index: number, change: Partial<OpenWindow>) =>
    onChange(windows.map((window, at) => (at === index ? { ...window, ...change } : window)));
  return (
    <span class="windows">
      {windows.length === 0 && <span class="muted">{t('closedAllDay')}</span>}
      {windows.map((window, index) => (
        <span key={index} class="window">
          <Time label={t('opensAt', { name })} value={window.from} onChange={(from) => set(index, { from })} />
          –
          <Time
            label={t('closesAt', { name })}
            // a field for times knows no 24:00
            value={window.to === '24:00' ? '00:00' : window.to}
            onChange={(to) => set(index, { to: to === '00:00' ? '24:00' : to })}
          />
          <button
            type="button"
            class="button-plain"
            aria-label={t('removeHours', { name })}
            title={t('removeHours', { name })}
            onClick={() => onChange(windows.filter((_, at) => at !== index))}
          >
            <Icon of={X} size={16} />
          </button>
        </span>
      ))}
      {windows.length < MOST && (
        <button
          type="button"
          class="button-plain"
          data-testid="window-add"
          aria-label={t('addHours', { name })}
          title={t('addHours', { name })}
          onClick={() => onChange([...windows, NINE_TO_FIVE])}
        >
          <Icon of={Plus} size={16} />
        </button>
      )}
    </span>
  );
}

function Time({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <input
      type="time"
      class="input"
      required
      aria-label={label}
      value={value}
      onChange={(event) => {
        if (event.currentTarget.value !== '') onChange(event.currentTarget.value);
      }}
    />
  );
}
