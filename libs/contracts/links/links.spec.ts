import { anyHref, linkify, webHref } from './index.ts';

const links = (text: string) => linkify(text).flatMap(({ href }) => href ?? []);

describe('linkify', () => {
  it.each([
    ['see https://example.com/a?b=1#c now', ['https://example.com/a?b=1#c']],
    ['http://example.com.', ['http://example.com/']],
    ['(https://example.com/x)', ['https://example.com/x']],
    ['https://en.wikipedia.org/wiki/Foyer_(room).', ['https://en.wikipedia.org/wiki/Foyer_(room)']],
    ['https://a.example, https://b.example!', ['https://a.example/', 'https://b.example/']],
    ['HTTPS://EXAMPLE.COM', ['https://example.com/']],
  ])('%s', (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'java\nscript:alert(1)',
    'vbscript:x',
    'file:///etc/passwd',
    '<a href="javascript:alert(1)">x</a>',
    'https://',
    'www.example.com',
    'xhttps//no',
  ])('makes no link of %j', (text) => {
    expect(links(text)).toEqual([]);
  });

  it('loses no character', () => {
    for (const text of [
      '',
      'plain',
      'https://a.example',
      'a https://a.example/(b)), c\n https://x.example…',
      '<b>"https://q.example"</b>',
    ])
      expect(
        linkify(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
  });
});

describe('what the bot links to', () => {
  it.each(['https://shop.example/a', 'http://shop.example/'])('%s: a page', (address) => {
    expect(webHref(address)).toBe(address);
    expect(anyHref(address)).toBe(address);
  });

  it.each(['mailto:ana@shop.example', 'tel:+34911234567'])('%s: a way to reach somebody', (address) => {
    expect(webHref(address)).toBeUndefined();
    expect(anyHref(address)).toBe(address);
  });

  it.each(['javascript:alert(1)', ' jAvAsCrIpT:alert(1)', 'data:text/html,x', 'blob:https://a.example/1', '/here', ''])(
    '%j: nothing',
    (address) => {
      expect(webHref(address)).toBeUndefined();
      expect(anyHref(address)).toBeUndefined();
    },
  );
});
