import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Appearance, PlaybookTemplate, SiteView } from '#libs/contracts';
import { go } from '../../app/route.ts';
import { showFailure } from '../../app/toasts.ts';
import { useUnsaved } from '../../app/unsaved.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogButtons } from '../../ui/dialog-buttons.tsx';
import { Line } from '../../ui/lengths.tsx';
import { useAct } from '../shared/act.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { AppearanceFields, PLAIN_APPEARANCE } from '../shared/appearance-fields.tsx';
import { LanguageFields } from '../shared/language-fields.tsx';
import { t } from '../texts/index.ts';

interface Form {
  template: PlaybookTemplate;
  name: string;
  siteId: string | null;
  languages: string[];
  appearance: Appearance;
}

/** The site's languages where it has some, else the template's. */
const languagesFor = (template: PlaybookTemplate, site: SiteView | undefined): string[] =>
  site && site.languages.length > 0 ? [...site.languages] : [...template.languages];

/** A new playbook from one that comes with the program, in the site's looks and languages. */
export function TemplateDialog({ onShut }: { onShut: () => void }) {
  const admin = useAdmin();
  const { busy, act } = useAct();
  const templates = useSignal<readonly PlaybookTemplate[] | null>(null);
  const form = useSignal<Form | null>(null);
  const touched = useSignal(false);
  useUnsaved(touched.value);
  const [site] = admin.sites.value;

  useEffect(() => {
    admin.api.templates().then((found) => {
      templates.value = found;
    }, showFailure);
  }, [admin]);

  const choose = (template: PlaybookTemplate) => {
    form.value = {
      template,
      name: template.name,
      siteId: site?.id ?? null,
      languages: languagesFor(template, site),
      appearance: site?.appearance ?? PLAIN_APPEARANCE,
    };
  };
  const submit = async ({ template, name, siteId, languages, appearance }: Form) => {
    const isDone = await act(async () => {
      const { playbookId } = await admin.api.fromTemplate({
        templateId: template.id,
        name: name.trim(),
        appearance,
        languages,
        ...(siteId !== null && { siteId }),
      });
      await admin.follow();
      go({ page: 'playbooks', playbookId, tab: 'editor' });
    });
    if (isDone) onShut();
  };
  return (
    <Dialog title={t('newPlaybook')} wide onCancel={onShut}>
      {form.value === null ? (
        <Templates templates={templates.value} onChoose={choose} onShut={onShut} />
      ) : (
        <TemplateForm
          form={form.value}
          sites={admin.sites.value}
          busy={busy}
          onChange={(part) => {
            const before = form.peek();
            if (!before) return;
            form.value = { ...before, ...part };
            touched.value = true;
          }}
          onSubmit={submit}
          onShut={onShut}
        />
      )}
    </Dialog>
  );
}

interface TemplatesProps {
  templates: readonly PlaybookTemplate[] | null;
  onChoose: (template: PlaybookTemplate) => void;
  onShut: () => void;
}

function Templates({ templates, onChoose, onShut }: TemplatesProps) {
  return (
    <>
      <p>{t('chooseTemplate')}</p>
      <ul class="templates">
        {templates === null && <li class="muted">{t('loading')}</li>}
        {templates?.map((template) => (
          <li key={template.id}>
            <button
              type="button"
              class="template"
              data-testid="template"
              data-template-id={template.id}
              onClick={() => onChoose(template)}
            >
              <strong>{template.name}</strong>
              <span class="muted">{template.description}</span>
              <span class="template-languages">
                {template.languages.map((code) => (
                  <code key={code}>{code}</code>
                ))}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={onShut}>
          {t('cancel')}
        </button>
      </div>
    </>
  );
}

interface FormProps {
  form: Form;
  sites: readonly SiteView[];
  busy: boolean;
  onChange: (part: Partial<Form>) => void;
  onSubmit: (form: Form) => unknown;
  onShut: () => void;
}

function TemplateForm({ form, sites, busy, onChange, onSubmit, onShut }: FormProps) {
  const { template, name, siteId, languages, appearance } = form;
  const chooseSite = (id: string) => {
    const site = sites.find((one) => one.id === id);
    onChange({
      siteId: site?.id ?? null,
      languages: languagesFor(template, site),
      appearance: site?.appearance ?? appearance,
    });
  };
  const untold = languages.filter((code) => !template.languages.includes(code));
  return (
    <form
      class="dialog-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(form);
      }}
    >
      <p class="muted">{t('fromTemplate', { template: template.name })}</p>
      <label class="field">
        <span>{t('name')}</span>
        <Line required most={120} data-testid="dialog-name" value={name} onInput={(text) => onChange({ name: text })} />
      </label>
      {sites.length > 1 && (
        <label class="field">
          <span>{t('defaultsOf')}</span>
          <select value={siteId ?? ''} onChange={(event) => chooseSite(event.currentTarget.value)}>
            {sites.map(({ id, name: siteName }) => (
              <option key={id} value={id} selected={id === siteId}>
                {siteName}
              </option>
            ))}
          </select>
        </label>
      )}
      <LanguageFields languages={languages} onChange={(all) => onChange({ languages: all })} />
      {untold.length > 0 && <p class="notice">{t('textsToWrite', { languages: untold.join(', ') })}</p>}
      <AppearanceFields appearance={appearance} onChange={(changed) => onChange({ appearance: changed })} />
      <DialogButtons
        submit={t('create')}
        disabled={busy || languages.length === 0 || name.trim() === ''}
        onCancel={onShut}
      />
    </form>
  );
}
