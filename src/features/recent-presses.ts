/**
 * Each person's last press within a sliding window, counted as presses enter and leave it, so that a press costs the same in
 * a class of ten and of a thousand.
 */
interface Press {
  readonly type: "OK" | "HARD";
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface RecentPresses {
  /** By participant id, oldest first. */
  readonly last: Map<string, Press>;
  ok: number;
  hard: number;
  /** The time of the newest one. */
  newest: number;
}

export const noPresses = (): RecentPresses => ({ last: new Map(), ok: 0, hard: 0, newest: 0 });

function remove(recent: RecentPresses, who: string): void {
  const press = recent.last.get(who);
  if (!press) return;
  recent.last.delete(who);
  recent[press.type === "OK" ? "ok" : "hard"] -= 1;
}

/** Adds a person's press, and drops those from before `since` (ms since 1970). */
export function addPress(
  recent: RecentPresses,
  { who, type, at, since }: Press & { readonly who: string; readonly since: number },
): void {
  // If the clock was set back, earlier presses count as from now, so that they stay in order.
  if (at < recent.newest) for (const [id, press] of recent.last) recent.last.set(id, { ...press, at });
  recent.newest = at;
  for (const [id, press] of recent.last) {
    if (press.at >= since) break;
    remove(recent, id);
  }
  remove(recent, who);
  recent.last.set(who, { type, at });
  recent[type === "OK" ? "ok" : "hard"] += 1;
}

/** Counts the people by their last press since `since` (ms since 1970), without the person `but`. */
export function shareSince(recent: RecentPresses, since: number, but?: string): { ok: number; hard: number } {
  const share = { ok: recent.ok, hard: recent.hard };
  const own = but === undefined ? undefined : recent.last.get(but);
  if (own && own.at >= since) share[own.type === "OK" ? "ok" : "hard"] -= 1;
  // Those who left the window since the last press, which the next one drops.
  for (const { type, at } of recent.last.values()) {
    if (at >= since) break;
    share[type === "OK" ? "ok" : "hard"] -= 1;
  }
  return share;
}

/** Returns the presses since `since`, from everybody's last presses: for a window of another length. */
export function pressesSince(all: ReadonlyMap<string, Press>, since: number): RecentPresses {
  const recent = noPresses();
  for (const [who, { type, at }] of all) if (at >= since) addPress(recent, { who, type, at, since });
  return recent;
}
