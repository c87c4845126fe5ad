import { useState } from 'preact/hooks';
import type { LIMITS } from '#libs/contracts';
import type { Row } from '../story.ts';
import { Icon } from './icon.tsx';
import { useWords } from './words.ts';

const MINUTES: (typeof LIMITS)['amendMinutes'] = 15;

export type Amend = (row: Row, by: 'edit' | 'delete') => void;

/** For one's own message, while it may be changed: the server has the last word on that. */
export function OwnTools({ row, onAmend }: { row: Row; onAmend: Amend }) {
  const { t } = useWords();
  const [sure, setSure] = useState(false);
  if (Date.now() - Date.parse(row.at) > MINUTES * 60_000) return null;
  return (
    <span class="own-tools">
      <button
        type="button"
        data-testid="foyer-edit"
        aria-label={t('amend.edit')}
        onClick={() => {
          setSure(false);
          onAmend(row, 'edit');
        }}
      >
        <Icon name="pen" />
      </button>
      <button
        type="button"
        data-testid="foyer-delete"
        aria-label={t('amend.delete')}
        onBlur={() => setSure(false)}
        onClick={() => (sure ? onAmend(row, 'delete') : setSure(true))}
      >
        <Icon name="bin" />
        {sure && t('amend.sure')}
      </button>
    </span>
  );
}
