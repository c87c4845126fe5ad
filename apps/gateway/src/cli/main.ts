/** `npm run foyer -- playbook …`: what operators and their CI do with playbooks. Exit codes in `outcome.ts`. */
import { run } from './program.ts';

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
