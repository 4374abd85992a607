/** Returns the language of the operating system, if the pages have it; otherwise English. */
export const systemLanguage = (): "ko" | "en" =>
  new Intl.DateTimeFormat().resolvedOptions().locale.startsWith("ko") ? "ko" : "en";
