import { bundleWorkflows } from './bundle-workflows.ts';

describe('the workflows’ bundle', () => {
  let modules: string[];
  beforeAll(async () => {
    const { code } = await bundleWorkflows();
    // the inline source map names every module that went in
    const map = code.slice(code.lastIndexOf('base64,') + 'base64,'.length).split(/\s/, 1)[0] as string;
    modules = (JSON.parse(Buffer.from(map, 'base64').toString()) as { sources: string[] }).sources;
  });

  it('holds the workflows', () => {
    expect(modules.some((module) => module.includes('workflows/visitor-session/visitor-session'))).toBe(true);
    expect(modules.some((module) => module.includes('libs/contracts/process/index'))).toBe(true);
  });

  it('holds no zod, and of this project only workflows and the process contracts', () => {
    const foreign = modules.filter(
      (module) =>
        /\/(zod|libs|activities|apps)\//.test(module) &&
        !/node_modules\/@temporalio|libs\/contracts\/process\//.test(module),
    );
    expect(foreign).toEqual([]);
  });
});
