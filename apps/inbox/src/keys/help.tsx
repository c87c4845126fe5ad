import { signal } from '@preact/signals';
import { t } from '../i18n/index.ts';
import { Dialog } from '../ui/dialog.tsx';
import { keysOn, turnKeys } from './handler.ts';
import { GROUPS, labelOf, SHORTCUTS } from './shortcuts.ts';

export const helpOpen = signal(false);

const close = () => {
  helpOpen.value = false;
};

const WORDS: Record<string, string> = { Escape: 'Esc' };

/** All keys, as the handler knows them. */
export function KeysHelp() {
  if (!helpOpen.value) return null;
  return (
    <Dialog title={t('keysTitle')} wide onCancel={close}>
      {/* The sheet may be longer than a phone is high; the keyboard scrolls it, too. */}
      <section
        class="keys"
        data-testid="keys-help"
        aria-label={t('keysTitle')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no pointer could not scroll it otherwise
        tabIndex={0}
      >
        <div class="keys-groups">
          {GROUPS.map((group) => (
            <section key={group}>
              <h3>{t(`keys_${group}`)}</h3>
              <dl>
                {SHORTCUTS.filter((each) => each.group === group).map(({ id, key }) => (
                  <div key={id} class="keys-row">
                    <dt>{t(labelOf(id))}</dt>
                    <dd>
                      <kbd>{WORDS[key] ?? key}</kbd>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </section>
      <label class="keys-switch">
        <input
          type="checkbox"
          data-testid="keys-on"
          checked={keysOn.value}
          onChange={(event) => turnKeys(event.currentTarget.checked)}
        />
        {t('keysOn')}
      </label>
      <div class="dialog-buttons">
        <button type="button" class="button button-main" onClick={close}>
          {t('done')}
        </button>
      </div>
    </Dialog>
  );
}
