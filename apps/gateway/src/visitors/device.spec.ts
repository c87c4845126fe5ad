import { deviceOf } from './device.ts';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.6778.86 Safari/537.36';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';

test.each([
  [CHROME, { kind: 'desktop', browser: 'Chrome 131', system: 'Windows' }],
  [IPHONE, { kind: 'mobile', browser: 'Safari 17', system: 'iOS' }],
  ['', null],
  [undefined, null],
  ['x'.repeat(1_001), null],
  [CHROME + ' '.repeat(1_000), null],
])('%s is %j', (userAgent, device) => {
  expect(deviceOf(userAgent)).toEqual(device);
});

test('what makes no sense breaks nothing', () => {
  for (const text of ['\u0000', '(((((', '))/', 'Chrome/', '%s%s', '<script>'])
    expect(() => deviceOf(text)).not.toThrow();
});
