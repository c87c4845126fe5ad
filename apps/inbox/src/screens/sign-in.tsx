import { useSignal } from '@preact/signals';
import { signIn } from '../app/identity.ts';
import { failureText } from '../app/toasts.ts';
import { t } from '../i18n/index.ts';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { Logo } from '../ui/logo.tsx';

/** `expired`: the server ended the last sign-in. */
export function SignIn({ expired }: { expired: boolean }) {
  const email = useSignal('');
  const password = useSignal('');
  const busy = useSignal(false);
  const failure = useSignal<string | null>(expired ? t('signedOut') : null);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy.peek()) return;
    busy.value = true;
    failure.value = null;
    try {
      await signIn(email.peek().trim(), password.peek());
    } catch (error) {
      failure.value = failureText(error);
      busy.value = false;
    }
  };

  return (
    <main class="sign-in">
      <form class="sign-in-card" onSubmit={submit}>
        <Logo size={48} />
        <h1>{t('signInTitle')}</h1>
        <label class="field">
          <span>{t('signInEmail')}</span>
          <input
            type="email"
            name="email"
            autocomplete="username"
            required
            maxLength={254}
            data-testid="sign-in-email"
            value={email}
            onInput={(event) => {
              email.value = event.currentTarget.value;
            }}
          />
        </label>
        <label class="field">
          <span>{t('signInPassword')}</span>
          <input
            type="password"
            name="password"
            autocomplete="current-password"
            required
            maxLength={200}
            data-testid="sign-in-password"
            value={password}
            onInput={(event) => {
              password.value = event.currentTarget.value;
            }}
          />
        </label>
        {failure.value !== null && (
          <p class="sign-in-failure" role="alert" data-testid="sign-in-failure">
            {failure.value}
          </p>
        )}
        <button type="submit" class="button button-main" data-testid="sign-in-submit" disabled={busy.value}>
          {t(busy.value ? 'signInBusy' : 'signInSubmit')}
        </button>
      </form>
      <LanguageSwitch />
    </main>
  );
}
