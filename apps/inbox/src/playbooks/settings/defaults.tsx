import { useEffect } from 'preact/hooks';
import type { SiteDefaults, SiteView } from '#libs/contracts';
import { useAct } from '../shared/act.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { AppearanceFields, PLAIN_APPEARANCE } from '../shared/appearance-fields.tsx';
import { Edited } from '../shared/edited.ts';
import { LanguageFields } from '../shared/language-fields.tsx';
import { Theirs } from '../shared/theirs.tsx';
import { t } from '../texts/index.ts';

const defaultsOf = ({ appearance, languages }: SiteView): SiteDefaults => ({ appearance, languages });

/** What new playbooks of a site look like and speak. */
export function Defaults({ site }: { site: SiteView }) {
  const admin = useAdmin();
  const { busy, act } = useAct();
  const form = admin.formOf(
    `defaults ${site.id}`,
    () =>
      new Edited(defaultsOf(site), {
        save: async ({ appearance, languages }, insteadOf) =>
          defaultsOf(
            await admin.api.saveDefaults(site.id, { appearance: appearance ?? PLAIN_APPEARANCE, languages }, insteadOf),
          ),
        read: async () => defaultsOf(await admin.readSite(site.id)),
      }),
  );
  useEffect(() => form.arrived(defaultsOf(site)), [form, site]);
  const save = (how: () => Promise<boolean>) => act(() => admin.savedSite(how));
  const { appearance, languages } = form.value.value;
  return (
    <form
      class="card settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save(() => form.save());
      }}
    >
      <div>
        <h2>{t('defaultsTitle', { site: site.name })}</h2>
        <p class="muted">{t('defaultsIntro')}</p>
      </div>
      <AppearanceFields
        appearance={appearance ?? PLAIN_APPEARANCE}
        onChange={(changed) => form.set({ appearance: changed })}
      />
      <LanguageFields
        languages={languages}
        hint={t('noLanguagesHint')}
        onChange={(changed) => form.set({ languages: changed })}
      />
      <Theirs form={form} busy={busy} onKeepMine={() => void save(() => form.keepMine())} />
      <button
        type="submit"
        class="button button-main"
        data-testid="defaults-save"
        disabled={busy || form.theirs.value !== null}
      >
        {t('saveDefaults')}
      </button>
    </form>
  );
}
