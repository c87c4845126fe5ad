export const DEMO_LANGUAGES = ['en', 'es'] as const;
export type DemoLanguage = (typeof DEMO_LANGUAGES)[number];

interface Texts {
  title: string;
  tagline: string;
  lead: string;
  cta: string;
  /** In the order of `DRAWINGS`. */
  products: readonly { name: string; text: string; price: string }[];
  note: string;
  nav: readonly string[];
  other: { language: DemoLanguage; name: string };
  inbox: string;
  docs: string;
}

const TEXTS: Record<DemoLanguage, Texts> = {
  en: {
    title: 'Nordlys Lamps',
    tagline: 'Light that knows when to be quiet',
    lead: 'Handmade lamps for desks, reading corners and long winters. Questions about an order for your office? Ask us: the chat is at the bottom right.',
    cta: 'See the collection',
    products: [
      { name: 'Fjord desk lamp', text: 'Brushed brass, dims by touch.', price: '€149' },
      { name: 'Aurora floor lamp', text: 'Linen shade, warm at dusk.', price: '€289' },
      { name: 'Ember lantern', text: 'Lasts forty hours outdoors.', price: '€79' },
    ],
    note: 'A demonstration: the shop is made up, the chat is real.',
    nav: ['Lamps', 'For offices', 'Stories'],
    other: { language: 'es', name: 'Español' },
    inbox: 'Answer as an agent',
    docs: 'API documentation',
  },
  es: {
    title: 'Lámparas Nordlys',
    tagline: 'Una luz que sabe callar',
    lead: 'Lámparas hechas a mano para escritorios, rincones de lectura e inviernos largos. ¿Preguntas sobre un pedido para tu oficina? Escríbenos: el chat está abajo a la derecha.',
    cta: 'Ver la colección',
    products: [
      { name: 'Lámpara de mesa Fjord', text: 'Latón cepillado, se atenúa al tacto.', price: '149 €' },
      { name: 'Lámpara de pie Aurora', text: 'Pantalla de lino, cálida al atardecer.', price: '289 €' },
      { name: 'Farol Ember', text: 'Cuarenta horas al aire libre.', price: '79 €' },
    ],
    note: 'Una demostración: la tienda es inventada, el chat es de verdad.',
    nav: ['Lámparas', 'Para oficinas', 'Historias'],
    other: { language: 'en', name: 'English' },
    inbox: 'Responder como agente',
    docs: 'Documentación de la API',
  },
};

/** A desk lamp, a floor lamp and a lantern, in the page's own colours. */
const DRAWINGS = [
  '<path class="glow" d="M92 62 60 128h72z"/><path d="M40 128h60"/><path d="M62 128 50 82l34-34"/><path class="shade" d="m76 40 30 6-4 24-40-6z"/>',
  '<path class="glow" d="M66 66 34 128h92L94 66z"/><path d="M80 66v62"/><path d="M56 128h48"/><path class="shade" d="M64 26h32l14 40H50z"/>',
  '<circle class="glow" cx="80" cy="84" r="42"/><path d="M66 40a14 14 0 0 1 28 0"/><path class="shade" d="M58 46h44l-5 12H63z"/><path d="M63 58h34v56H63z"/><path d="M58 114h44v10H58z"/><path class="flame" d="M80 72c10 12 8 24 0 28-8-4-10-16 0-28z"/>',
] as const;
const drawing = (no: number): string => `<svg viewBox="0 0 160 150" aria-hidden="true">${DRAWINGS[no] ?? ''}</svg>`;

const STYLE = `
:root { --ink: #22251f; --paper: #f7f4ec; --brass: #9a6b1f; --line: #e2dccb; color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.6 ui-serif, Georgia, serif; }
a { color: inherit; }
header, main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.5rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 2rem; align-items: baseline; padding-top: 1.5rem; }
header strong { font-size: 1.25rem; letter-spacing: .02em; }
nav { display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; font: 15px/1.6 ui-sans-serif, system-ui, sans-serif; flex: 1 1 20rem; }
nav a { text-decoration: none; } nav a:hover { text-decoration: underline; } nav a:last-child { margin-inline-start: auto; }
.hero { display: grid; grid-template-columns: minmax(0, 40rem) minmax(0, 1fr); align-items: center; gap: 2rem; padding: clamp(2.5rem, 8vw, 6rem) 0 clamp(2.5rem, 6vw, 5rem); }
.hero svg { width: min(100%, 20rem); justify-self: center; }
@media (max-width: 45rem) { .hero { grid-template-columns: 1fr; } .hero svg { display: none; } }
svg { fill: none; stroke: var(--ink); stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
.shade { fill: var(--ink); } .glow { fill: #f6d98b; stroke: none; opacity: .55; } .flame { fill: var(--brass); stroke: none; }
h1 { font-size: clamp(2.2rem, 6vw, 3.8rem); line-height: 1.08; font-weight: 500; margin: 0 0 1.2rem; text-wrap: balance; }
.button { display: inline-block; margin-top: 1rem; padding: .7rem 1.3rem; border-radius: 2rem; background: var(--ink); color: var(--paper); text-decoration: none; font: 15px ui-sans-serif, system-ui, sans-serif; }
.products { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1.25rem; padding: 0; list-style: none; }
.products li { background: #fff; border: 1px solid var(--line); border-radius: 14px; padding: 1.5rem; }
.products svg { display: block; width: 100%; height: 9rem; border-radius: 10px; background: #f4ecd8; }
h2 { font-size: 1.2rem; margin: 1rem 0 .2rem; font-weight: 600; } .products p { margin: 0; }
.price { color: var(--brass); font-weight: 600; margin-top: .6rem !important; }
footer { padding-top: 3rem; padding-bottom: 6rem; color: #6b6a5d; font: 14px/1.7 ui-sans-serif, system-ui, sans-serif; }
footer a { margin-inline-end: 1.2rem; }
`;

/**
 * A plain page of a shop that embeds the widget as any website does: with one script element.
 * @param siteId a UUID
 */
export function demoPage(language: DemoLanguage, siteId: string): string {
  const t = TEXTS[language];
  const products = t.products.map(
    ({ name, text, price }, no) => `<li>${drawing(no)}<h2>${name}</h2><p>${text}</p><p class="price">${price}</p></li>`,
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t.title}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<header>
<strong>${t.title}</strong>
<nav>${t.nav.map((item) => `<a href="#products">${item}</a>`).join('')}<a href="?lang=${t.other.language}" lang="${t.other.language}">${t.other.name}</a></nav>
</header>
<main>
<section class="hero"><div><h1>${t.tagline}</h1><p>${t.lead}</p><a class="button" href="#products">${t.cta}</a></div>${drawing(1)}</section>
<ul class="products" id="products">${products.join('')}</ul>
</main>
<footer><p>${t.note}</p><a href="/inbox/">${t.inbox}</a><a href="/api/docs">${t.docs}</a></footer>
<!-- this line is all that a website needs -->
<script async src="/widget/loader.js" data-site="${siteId}"></script>
</body>
</html>
`;
}
