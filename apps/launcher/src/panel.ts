import { relative } from 'node:path';
import { styleText } from 'node:util';
import { DEMO_AGENTS, DEMO_PASSWORD } from './seed.ts';

export interface Running {
  /** The gateway's public URL. */
  url: string;
  temporalUiUrl: string | null;
  namespace: string;
  /** True when the demo accounts exist: the database is the launcher's own. */
  demo: boolean;
  /** Listens on more than the loopback. */
  exposed: boolean;
  logs: string;
}

/** What people see when everything runs: one address a line. */
export function panel({ url, temporalUiUrl, namespace, demo, exposed, logs }: Running): string {
  const people = DEMO_AGENTS.map(({ email, role }) => (role === 'admin' ? `${email} (admin)` : email)).join(', ');
  const rows: [string, string][] = [
    ['Demo page', `${url}/demo`],
    ['Inbox', `${url}/inbox/`],
    ...(demo
      ? ([
          ['  sign in as', people],
          ['  password', DEMO_PASSWORD],
        ] satisfies [string, string][])
      : []),
    ['API docs', `${url}/api/docs`],
    ...(temporalUiUrl === null
      ? []
      : ([['Temporal UI', `${temporalUiUrl}/namespaces/${namespace}/workflows`]] satisfies [string, string][])),
    ['Logs', relative(process.cwd(), logs)],
  ];
  const lines = rows.map(([name, value]) => `  ${name.padEnd(14)}${value}`);
  const warnings = [
    ...(demo ? [] : ['  This database is your own: nothing was put into it. The demo page needs the demo site.']),
    ...(demo && exposed ? ['  The demo password is public, and this listens on more than this machine.'] : []),
  ];
  return [
    '',
    styleText('bold', '  Foyer is running.'),
    '',
    ...lines,
    '',
    ...warnings,
    '  Ctrl-C stops it. What was written is kept.',
    '',
  ].join('\n');
}
