import { physicalDeclarations } from './direction.ts';

test.each([
  'margin-left: 1px',
  'padding-right: 4px',
  'left: 0',
  'right: calc(1px + 2px)',
  'border-right: 1px solid red',
  'border-top-left-radius: 4px',
  'text-align: left',
  'padding: 0 8px 0 10px',
  'padding: 1px calc(2px + 3px) 1px 2px !important',
  'border-radius: 10px 10px 10px 3px',
  'border-radius: 1px 2px',
  'translate: 16px 0',
  'transform: translateX(-50%)',
])('refuses "%s"', (declaration) => {
  expect(physicalDeclarations(`/* a\n comment: x; */\n.a:hover {\n  ${declaration};\n}`)).toEqual([
    { line: 4, declaration: declaration },
  ]);
});

test.each([
  'margin-inline-start: 1px',
  'inset-inline: 0 auto',
  'text-align: start',
  'padding: 1px 2px 3px',
  'padding: 1px calc(1px + env(safe-area-inset-left)) 2px calc(1px + env(safe-area-inset-left))',
  'border-radius: 10px 10px 3px 3px',
  'border-end-end-radius: 4px',
  'translate: 0 8px',
  'transform: translateY(-3px)',
  'background: linear-gradient(to bottom, red, blue)',
])('takes "%s"', (declaration) => {
  expect(physicalDeclarations(`.left:first-child { ${declaration}; }`)).toEqual([]);
});
