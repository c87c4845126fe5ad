import { useSignal } from '@preact/signals';
import type { SiteView } from '#libs/contracts';
import { useAct } from '../shared/act.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { AppearanceFields, PLAIN_APPEARANCE } from '../shared/appearance-fields.tsx';
import { LanguageFields } from '../shared/language-fields.tsx';
import { t } from '../texts/index.ts';

/** What new playbooks of a site look like and speak. */
export function Defaults({ site }: { site: SiteView }) {
  const admin = useAdmin();
  const { busy, act } = useAct();
  const appearance = useSignal(site.appearance ?? PLAIN_APPEARANCE);
  const languages = useSignal<string[]>([...site.languages]);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    void act(async () => {
      await admin.api.saveDefaults(site.id, appearance.peek(), languages.peek());
      await admin.refresh();
    }, t('saved'));
  };
  return (
    <form class="card settings-form" onSubmit={save}>
      <div>
        <h2>{t('defaultsTitle', { site: site.name })}</h2>
        <p class="muted">{t('defaultsIntro')}</p>
      </div>
      <AppearanceFields
        appearance={appearance.value}
        onChange={(changed) => {
          appearance.value = changed;
        }}
      />
      <LanguageFields
        languages={languages.value}
        hint={t('noLanguagesHint')}
        onChange={(changed) => {
          languages.value = changed;
        }}
      />
      <button type="submit" class="button button-main" data-testid="defaults-save" disabled={busy}>
        {t('saveDefaults')}
      </button>
    </form>
  );
}
