/**
 * Texts that have run as script, or broken a page, in products that showed them as markup. What each would do is call
 * `foyerRan`, so a test can tell whether one of them ran.
 */
const RUN = 'window.foyerRan=true';

const TAGS = [
  'img src=x onerror',
  'svg onload',
  'body onload',
  'video src=x onerror',
  'audio src=x onerror',
  'details open ontoggle',
  'input autofocus onfocus',
  'select autofocus onfocus',
  'textarea autofocus onfocus',
  'marquee onstart',
  'iframe onload',
  'object data=x onerror',
  'embed src=x onerror',
  'style onload',
  'link rel=stylesheet href=x onerror',
  'svg><animate onbegin',
  'svg><set onbegin',
  'math><mtext onclick',
  'button autofocus onfocus',
  'a tabindex=0 autofocus onfocus',
];
const QUOTES = [(code: string) => `"${code}"`, (code: string) => `'${code}'`, (code: string) => code];
const byTag = TAGS.flatMap((tag) => QUOTES.map((quote) => `<${tag}=${quote(RUN)}>`));

const LINKS = ['javascript:', 'JaVaScRiPt:', 'java\tscript:', ' javascript:', 'data:text/html,', 'vbscript:'].flatMap(
  (scheme) => [
    `${scheme}${RUN}`,
    `<a href="${scheme}${RUN}">click</a>`,
    `[click](${scheme}${RUN})`,
    `https://example.com/"onmouseover="${RUN}`,
  ],
);

const OTHERS = [
  `<script>${RUN}</script>`,
  `<SCRIPT>${RUN}</SCRIPT>`,
  `<scr<script>ipt>${RUN}</scr</script>ipt>`,
  `</textarea><script>${RUN}</script>`,
  `</title><script>${RUN}</script>`,
  `"><script>${RUN}</script>`,
  `'><script>${RUN}</script>`,
  `--><script>${RUN}</script><!--`,
  `]]><script>${RUN}</script>`,
  `<svg><script>${RUN}</script></svg>`,
  `<math><mi//xlink:href="data:x,<script>${RUN}</script>">`,
  `<template><script>${RUN}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<iframe srcdoc="<script>parent.${RUN.replace('window.', '')}</script>"></iframe>`,
  `<base href="javascript:${RUN}//">`,
  `<meta http-equiv="refresh" content="0;url=javascript:${RUN}">`,
  `<form action="javascript:${RUN}"><input type=submit autofocus></form>`,
  `<style>@import 'javascript:${RUN}';</style>`,
  `<div style="background:url(javascript:${RUN})">x</div>`,
  `<x contenteditable onblur=${RUN}>x</x>`,
  `{{constructor.constructor('${RUN}')()}}`,
  `\${${RUN}}`,
  `#{${RUN}}`,
  `<%= ${RUN} %>`,
  '&lt;script&gt;window.foyerRan=true&lt;/script&gt;',
  '&#60;script&#62;window.foyerRan=true&#60;/script&#62;',
  '\u202Egnp.tpircs\u202C right to left',
  '\u200B\u200B\u200B<b>zero width</b>',
  '😀'.repeat(200),
  'a'.repeat(4_000),
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘',
  '{"__proto__":{"foyerRan":true}}',
  "'; drop table session; --",
  '../../../../etc/passwd',
  '%3Cscript%3Ewindow.foyerRan=true%3C/script%3E',
  '\\u003cscript\\u003ewindow.foyerRan=true\\u003c/script\\u003e',
];

export const HOSTILE_TEXTS: readonly string[] = [...new Set([...byTag, ...LINKS, ...OTHERS])];
