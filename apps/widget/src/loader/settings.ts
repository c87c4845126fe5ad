export interface EmbedSettings {
  siteId: string;
  /** The gateway's origin: where this script itself came from. */
  origin: string;
  /** `data-language`, where the page sets one. */
  language: string | undefined;
  /** `data-identity`: the JWT by which the website says who the visitor is. */
  identity: string | undefined;
}

/** Reads what the embedding page wrote on the script's tag; null where the site is missing. */
export const embedSettings = ({ src, dataset }: Pick<HTMLScriptElement, 'src' | 'dataset'>): EmbedSettings | null =>
  dataset.site
    ? { siteId: dataset.site, origin: new URL(src).origin, language: dataset.language, identity: dataset.identity }
    : null;
