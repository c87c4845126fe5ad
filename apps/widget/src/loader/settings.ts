export interface EmbedSettings {
  siteId: string;
  /** The gateway's origin: where this script itself came from. */
  origin: string;
  /** `data-language`, where the page sets one. */
  language: string | null;
}

/** Reads what the embedding page wrote on the script's tag; null where the site is missing. */
export function embedSettings(script: {
  src: string;
  dataset: { readonly [name: string]: string | undefined };
}): EmbedSettings | null {
  const { site, language } = script.dataset;
  if (!site || !script.src) return null;
  return { siteId: site, origin: new URL(script.src).origin, language: language ?? null };
}
