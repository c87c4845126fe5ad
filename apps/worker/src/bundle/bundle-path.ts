import { fileURLToPath } from 'node:url';

/** Where the build puts the workflows' bundle: dist/workflow-bundle.js. This file is dist/apps/worker/src/bundle/…. */
export const BUNDLE_PATH = fileURLToPath(new URL('../../../../workflow-bundle.js', import.meta.url));
