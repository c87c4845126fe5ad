import { readdir, readFile } from 'node:fs/promises';

/** Linux counts CPU time in these; the kernel's interface to programs fixes it at 100 a second. */
const TICKS_PER_SECOND = 100;

interface Stat {
  parent: number;
  /** Of the process itself. */
  own: number;
  /** Of children that ended and were waited for. */
  ended: number;
}

async function statOf(pid: number): Promise<Stat | null> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (line === null) return null;
  // the second field is the program's name in parentheses, and may hold blanks
  const fields = line
    .slice(line.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const ticks = (first: number) => (fields[first]! + fields[first + 1]!) / TICKS_PER_SECOND;
  return { parent: fields[1]!, own: ticks(11), ended: ticks(13) };
}

/** CPU seconds that these processes and all their descendants, living or ended, have used so far. */
export async function cpuSeconds(pids: readonly number[]): Promise<number> {
  const all = new Map<number, Stat>();
  for (const name of await readdir('/proc')) {
    const stat = /^\d+$/.test(name) ? await statOf(Number(name)) : null;
    if (stat) all.set(Number(name), stat);
  }
  const family = new Set(pids.filter((pid) => all.has(pid)));
  for (let before = -1; before !== family.size; ) {
    before = family.size;
    for (const [pid, { parent }] of all) if (family.has(parent)) family.add(pid);
  }
  return [...family].reduce((sum, pid) => sum + all.get(pid)!.own + all.get(pid)!.ended, 0);
}
