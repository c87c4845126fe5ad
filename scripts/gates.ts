const ROOMS = 'apps workflows activities libs bench e2e scripts';

/** What `npm run check` asks for, in this order. A gate fails when its command exits with anything but 0. */
export const GATES = [
  { name: 'format', about: 'layout and lint rules (Biome)', command: 'biome check --error-on-warnings .' },
  {
    name: 'promises',
    about: 'every promise is awaited or given away on purpose (oxlint)',
    command: `oxlint --type-aware -A all -D typescript/no-floating-promises ${ROOMS}`,
  },
  {
    name: 'direction',
    about: 'styles hold for right-to-left too (no left and right)',
    command: 'node scripts/direction.ts',
  },
  { name: 'types', about: 'types agree (tsgo)', command: 'tsgo --noEmit -p .' },
  {
    name: 'walls',
    about: 'rooms import only what they may (dependency-cruiser)',
    command: `depcruise --config .dependency-cruiser.mjs ${ROOMS}`,
  },
  {
    name: 'generated',
    about: 'files and tables made from code are up to date',
    command: 'npm run --silent generate -- --check',
  },
] as const;
