import { embedSettings } from './settings.ts';

const SITE = '00000000-0000-7000-8000-000000000001';

describe('embedSettings', () => {
  it('takes the gateway from where the script came from', () => {
    const src = 'https://chat.example:8443/widget/loader.js?v=2';
    expect(embedSettings({ src, dataset: { site: SITE, language: 'es', identity: 'a.b.c' } })).toEqual({
      siteId: SITE,
      origin: 'https://chat.example:8443',
      language: 'es',
      identity: 'a.b.c',
    });
  });

  it('needs the site', () => {
    expect(embedSettings({ src: 'https://chat.example/widget/loader.js', dataset: {} })).toBeNull();
  });
});
