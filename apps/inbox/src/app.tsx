import { useSignalEffect } from '@preact/signals';
import { DeskContext } from './app/desk.ts';
import { identity } from './app/identity.ts';
import { offline } from './app/offline.ts';
import { language, t } from './i18n/index.ts';
import { Shell } from './screens/shell.tsx';
import { SignIn } from './screens/sign-in.tsx';
import { Logo } from './ui/logo.tsx';
import { Toasts } from './ui/toasts.tsx';

export function App() {
  useSignalEffect(() => {
    document.documentElement.lang = language.value;
  });
  return (
    <>
      <Screen />
      <Toasts />
    </>
  );
}

function Screen() {
  const who = identity.value;
  if (who.state === 'signedOut') return <SignIn expired={who.expired} />;
  if (who.state === 'checking') {
    return (
      <div class="splash" role="status">
        <Logo size={56} />
        <p>{t(offline.value ? 'offline' : 'connecting')}</p>
      </div>
    );
  }
  return (
    <DeskContext.Provider value={who.desk}>
      <Shell />
    </DeskContext.Provider>
  );
}
