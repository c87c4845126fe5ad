import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** True when this runs from TypeScript sources (tests), false in the build. */
const FROM_SOURCE = import.meta.url.endsWith('.ts');

const OWN_WORKFLOWS = fileURLToPath(
  new URL(FROM_SOURCE ? '../../../../workflows/index.ts' : '../../../../workflows/index.js', import.meta.url),
);

/**
 * Bundles the workflows for a worker's sandbox, from the sources or from the build, whichever this is part of.
 * @param workflowsPath the file that exports the workflows; this project's by default
 */
export async function bundleWorkflows(workflowsPath = OWN_WORKFLOWS): Promise<{ code: string }> {
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    logger: new DefaultLogger('WARN'),
    webpackConfigHook: (config) => {
      // from the sources the package's import map must lead to sources too, not to an older build
      if (FROM_SOURCE) config.resolve = { ...config.resolve, conditionNames: ['source', '...'] };
      return config;
    },
  });
  return { code };
}
