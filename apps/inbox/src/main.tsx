import { render } from 'preact';
import { resume } from './app/identity.ts';
import { App } from './app.tsx';
import { languageReady } from './i18n/index.ts';

const root = document.getElementById('app');
void languageReady.then(() => {
  if (root) render(<App />, root);
});
void resume();
