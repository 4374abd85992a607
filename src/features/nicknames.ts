/** Nicknames are unique in a session, and contain no word of the class's nickname filter. */
import { defineFaults, Fault } from "../domain/faults.ts";
import type { WordLists } from "../domain/hidden-words.ts";
import { isRefusedNickname } from "../domain/nickname-filter.ts";
import { nameKey } from "../domain/text.ts";

export const faults = defineFaults({
  nickname_refused: { status: 409, text: "This class does not allow this nickname: choose another one." },
});

/** Throws `nickname_refused` if a nickname contains a word of the filter. */
export function requireNickname(nickname: string, { nicknameFilter }: { readonly nicknameFilter: WordLists }): void {
  if (isRefusedNickname(nicknameFilter, nickname)) throw new Fault(faults.nickname_refused);
}

interface Names {
  /** Nicknames as they are compared (`nameKey`). */
  readonly taken: Set<string>;
  /** The lowest number that may be free, by the beginning of a name: a thousand guests of one name stay fast. */
  readonly nextNumber: Map<string, number>;
}

const maxNickname = 40;
/** The part of a name that leaves room for a number up to 10,000; names with the same beginning share their numbers. */
const beginningOf = (name: string): string => nameKey([...name].slice(0, maxNickname - " (10000)".length).join(""));

/** The name with a number appended, shortened to the length of a nickname. */
function numbered(name: string, n: number): string {
  const mark = ` (${n})`;
  return [...name].slice(0, maxNickname - mark.length).join("") + mark;
}

/**
 * Returns the wanted name if nobody in the session has it, otherwise with ` (2)`, ` (3)` … appended. `own`: the name of the
 * person who wants another one, which is not in their way.
 */
export function freeNickname(wanted: string, { taken, nextNumber }: Readonly<Names>, own?: string): string {
  if (!taken.has(nameKey(wanted)) || (own !== undefined && nameKey(wanted) === nameKey(own))) return wanted;
  const ownNumber = / \((\d+)\)$/.exec(own ?? "")?.[1];
  const withOwnNumber = numbered(wanted, Number(ownNumber));
  if (ownNumber !== undefined && nameKey(withOwnNumber) === nameKey(own ?? "")) return withOwnNumber;
  let n = nextNumber.get(beginningOf(wanted)) ?? 2;
  while (taken.has(nameKey(numbered(wanted, n)))) n += 1;
  return numbered(wanted, n);
}

/** Adds a nickname to those in use. */
export function addName({ taken, nextNumber }: Names, nickname: string): void {
  taken.add(nameKey(nickname));
  const name = /^(.+) \(\d+\)$/s.exec(nickname)?.[1];
  if (name === undefined) return;
  let n = nextNumber.get(beginningOf(name)) ?? 2;
  while (taken.has(nameKey(numbered(name, n)))) n += 1;
  nextNumber.set(beginningOf(name), n);
}
