/** Splits a text into its first sentence, without the period, and the others: a title and its explanation. */
export function toTitleAndHint(text: string): readonly [title: string, hint: string] {
  const [, first = text, others = ""] = /^(.+?[^\d])[.](?: (.*))?$/s.exec(text) ?? [];
  return [first, others];
}
