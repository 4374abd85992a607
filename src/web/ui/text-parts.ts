/** Splits plain text into what is a link, what is code between backticks, and the rest. */

export interface TextPart {
  readonly is: "text" | "code" | "link";
  readonly says: string;
}

/** An http(s) address without the punctuation that ends a sentence, or code on one line. */
const special = /`([^`\n]+)`|https?:\/\/[^\s<>"`]*[^\s<>"`.,;:!?'）)\]}]/gi;

export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(special)) {
    if (match.index > at) parts.push({ is: "text", says: text.slice(at, match.index) });
    const [whole, code] = match;
    if (code !== undefined) parts.push({ is: "code", says: code });
    else parts.push({ is: URL.canParse(whole) ? "link" : "text", says: whole });
    at = match.index + whole.length;
  }
  if (at < text.length) parts.push({ is: "text", says: text.slice(at) });
  return parts;
}
