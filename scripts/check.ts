/**
 * `npm run check`: every gate runs, each says one line, and what a failing gate printed follows at the end.
 * `npm run check -- types walls` runs only the gates named.
 */
import { spawn } from 'node:child_process';
import { GATES } from './gates.ts';

interface Outcome {
  name: string;
  passed: boolean;
  output: string;
}

const named = process.argv.slice(2);
const unknown = named.filter((name) => !GATES.some((gate) => gate.name === name));
if (unknown.length > 0) {
  console.error(`No such gate: ${unknown.join(', ')}. There are: ${GATES.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const outcomes: Outcome[] = [];
for (const gate of GATES) {
  if (named.length > 0 && !named.includes(gate.name)) continue;
  const began = performance.now();
  const outcome = await run(gate.name, gate.command);
  outcomes.push(outcome);
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  console.log(`${outcome.passed ? 'passed' : 'FAILED'}  ${gate.name.padEnd(10)} ${gate.about} (${seconds} s)`);
}

const failed = outcomes.filter(({ passed }) => !passed);
for (const { name, output } of failed) console.log(`\n--- ${name} ---\n${output.trim()}`);
console.log(`\nGates: ${outcomes.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

function run(name: string, command: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ name, passed: false, output: `${output}${error.message}` }));
    child.on('close', (code) => resolve({ name, passed: code === 0, output }));
  });
}
