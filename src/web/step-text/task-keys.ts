/** Names the tasks of a step, so that a tick stays with its task if the teacher changes the text around it. */
import type { Token, Tokens } from "marked";

/** A name for each task: a hash of its text, and its number among tasks of the same text. */
export function taskKeys(tokens: readonly Token[]): ReadonlyMap<Tokens.ListItem, string> {
  const keys = new Map<Tokens.ListItem, string>();
  const seen = new Map<string, number>();
  const visit = (list: readonly Token[]): void => {
    for (const token of list) {
      const { type, items, tokens: inner } = token as Tokens.Generic;
      if (type !== "list") {
        if (inner) visit(inner);
        continue;
      }
      for (const item of items as Tokens.ListItem[]) {
        if (item.task) {
          const hash = hashOf(item.text);
          const n = (seen.get(hash) ?? 0) + 1;
          seen.set(hash, n);
          keys.set(item, n === 1 ? hash : `${hash}-${n}`);
        }
        visit(item.tokens);
      }
    }
  };
  visit(tokens);
  return keys;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let n = 0; n < text.length; n += 1) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193);
  return (hash >>> 0).toString(36);
}
