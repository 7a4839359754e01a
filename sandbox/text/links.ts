/** The URL in the form in which Telegram keeps it, undefined when it is not a link at all. */
export function checkedUrl(url: string): string | undefined {
  if (/^(tg|ton|tonsite):/i.test(url)) return url;
  const full = /^https?:\/\//i.test(url) ? url : `http://${url}`;
  const host = /^https?:\/\/(?:[^/?#@]*@)?([^/?#:]*)/i.exec(full)?.[1] ?? "";
  if (!host.includes(".") || /\s/.test(host)) return undefined;
  return /^https?:\/\/[^/?#]+$/i.test(full) ? `${full}/` : full;
}
