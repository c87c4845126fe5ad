import { useSignal } from '@preact/signals';
import { Copy, KeyRound } from 'lucide';
import type { SiteView } from '#libs/contracts';
import { showToast } from '../../app/toasts.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useAct } from '../shared/act.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';

/** The secret with which a website signs who its visitors are. It is shown once. */
export function IdentitySecret({ site }: { site: SiteView }) {
  const admin = useAdmin();
  const { busy, act } = useAct();
  const shown = useSignal<string | null>(null);
  const asking = useSignal<'renew' | 'drop' | null>(null);
  const create = () =>
    act(async () => {
      shown.value = (await admin.api.newIdentitySecret(site.id)).secret;
      asking.value = null;
      await admin.follow();
    });
  const drop = () =>
    act(async () => {
      await admin.api.dropIdentitySecret(site.id);
      shown.value = null;
      asking.value = null;
      await admin.follow();
    }, t('secretDropped'));
  return (
    <section class="card">
      <h2>{t('identityTitle')}</h2>
      <p class="muted">{t('identityIntro')}</p>
      {shown.value !== null && <Secret secret={shown.value} />}
      <div class="settings-acts">
        <button
          type="button"
          class="button"
          data-testid="identity-create"
          disabled={busy}
          onClick={() => {
            if (site.identityEnabled) asking.value = 'renew';
            else void create();
          }}
        >
          <Icon of={KeyRound} size={16} />
          {t(site.identityEnabled ? 'renewSecret' : 'createSecret')}
        </button>
        {site.identityEnabled && (
          <button
            type="button"
            class="button"
            data-testid="identity-drop"
            disabled={busy}
            onClick={() => {
              asking.value = 'drop';
            }}
          >
            {t('dropSecret')}
          </button>
        )}
        <span class="muted">{t(site.identityEnabled ? 'identityOn' : 'identityOff')}</span>
      </div>
      {asking.value !== null && (
        <ConfirmDialog
          title={t(asking.value === 'renew' ? 'renewSecret' : 'dropSecret')}
          confirm={t(asking.value === 'renew' ? 'renewSecret' : 'dropSecret')}
          testId="identity-confirm"
          onConfirm={() => (asking.peek() === 'renew' ? create() : drop())}
          onCancel={() => {
            asking.value = null;
          }}
        >
          {t('oldSecretEnds')}
        </ConfirmDialog>
      )}
    </section>
  );
}

function Secret({ secret }: { secret: string }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      showToast('good', t('copied'));
    } catch {
      // Without leave to write to the clipboard the secret can still be marked and copied.
      showToast('bad', t('notCopied'));
    }
  };
  return (
    <div class="notice notice-asks">
      <p>{t('secretOnce')}</p>
      <div class="secret">
        <code data-testid="identity-secret">{secret}</code>
        <button type="button" class="button button-small" onClick={copy}>
          <Icon of={Copy} size={14} />
          {t('copy')}
        </button>
      </div>
    </div>
  );
}
