import { CallFailed } from '../../api/http.ts';
import { failureText } from '../../app/toasts.ts';
import { t } from '../texts/index.ts';
import type { Edited } from './edited.ts';

interface Props {
  form: Pick<Edited<unknown>, 'theirs' | 'takeTheirs'>;
  busy: boolean;
  onKeepMine: () => void;
}

/** Somebody else saved this meanwhile: the admin decides; nothing while nobody did. */
export function Theirs({ form, busy, onKeepMine }: Props) {
  if (form.theirs.value === null) return null;
  return (
    <div class="notice notice-asks" role="alert" data-testid="settings-conflict">
      <p>{failureText(new CallFailed('stale_version'))}</p>
      <div class="notice-buttons">
        <button
          type="button"
          class="button"
          data-testid="settings-take-theirs"
          disabled={busy}
          onClick={() => form.takeTheirs()}
        >
          {t('takeTheirs')}
        </button>
        <button
          type="button"
          class="button button-main"
          data-testid="settings-keep-mine"
          disabled={busy}
          onClick={onKeepMine}
        >
          {t('keepMine')}
        </button>
      </div>
    </div>
  );
}
