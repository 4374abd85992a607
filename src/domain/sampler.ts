/** Limits how often log lines of the same kind are written, and counts those that are omitted. */

export interface Sampler {
  /** Whether to write a line of kind `key` at `now` (ms), and how many of its kind were omitted since the last one. */
  take(key: string, now: number): { readonly write: boolean; readonly omitted: number };
  /** Returns the number of omitted lines per kind, and resets the counts. */
  drain(): readonly { readonly key: string; readonly omitted: number }[];
}

/** Allows at most `burst` lines of each kind per `windowMs`. Kinds must be from a fixed set, because none is evicted. */
export function openSampler({ burst, windowMs }: { burst: number; windowMs: number }): Sampler {
  const kinds = new Map<string, { start: number; written: number; omitted: number }>();
  return {
    take(key, now) {
      const kind = kinds.get(key) ?? { start: now, written: 0, omitted: 0 };
      kinds.set(key, kind);
      if (now - kind.start >= windowMs || now < kind.start) Object.assign(kind, { start: now, written: 0 });
      if (kind.written >= burst) {
        kind.omitted += 1;
        return { write: false, omitted: kind.omitted };
      }
      const { omitted } = kind;
      kind.written += 1;
      kind.omitted = 0;
      return { write: true, omitted };
    },
    drain() {
      const omittedKinds = Array.from(kinds, ([key, { omitted }]) => ({ key, omitted })).filter(
        ({ omitted }) => omitted > 0,
      );
      for (const kind of kinds.values()) kind.omitted = 0;
      return omittedKinds;
    },
  };
}
