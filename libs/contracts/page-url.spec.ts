import { cleanPageUrl } from './page-url.ts';

test.each([
  ['https://shop.example/a/b?token=secret&utm_source=mail&x=1#part', 'https://shop.example/a/b?utm_source=mail'],
  ['https://user:pass@shop.example/', 'https://shop.example/'],
  ['http://shop.example/p?utm_source=a&utm_campaign=b%20c', 'http://shop.example/p?utm_source=a&utm_campaign=b+c'],
  ['javascript:alert(1)', null],
  ['file:///etc/passwd', null],
  ['no address', null],
  ['', null],
  [`https://shop.example/${'a'.repeat(2_000)}`, null],
])('%s is kept as %s', (address, kept) => {
  expect(cleanPageUrl(address)).toBe(kept);
});
