import { render } from 'preact';
import { resume } from './app/identity.ts';
import { App } from './app.tsx';

const root = document.getElementById('app');
if (root) render(<App />, root);
void resume();
