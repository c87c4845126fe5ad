import { writeFile } from 'node:fs/promises';
import { BUNDLE_PATH } from './bundle/bundle-path.ts';
import { bundleWorkflows } from './bundle/bundle-workflows.ts';

// a step of the build: bundling takes seconds, so no worker does it when it starts
const { code } = await bundleWorkflows();
await writeFile(BUNDLE_PATH, code);
