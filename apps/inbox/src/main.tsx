import { render } from 'preact';
import { App } from './app.tsx';
import { resume } from './app/identity.ts';

const root = document.getElementById('app');
if (root) render(<App />, root);
void resume();
