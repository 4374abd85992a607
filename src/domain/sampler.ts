/** Limits how often log lines of the same kind are written, and counts those that are left out. */

export interface Sampler {
  /** Whether to write a line of kind `key` at `now` (ms), and how many of its kind were left out since the last one. */
  take(key: string, now: number): { readonly write: boolean; readonly omitted: number };
  /** The kinds of which lines were left out, with how many; starts counting again. */
  drain(): readonly { readonly key: string; readonly omitted: number }[];
}

/** At most `burst` lines of each kind per `windowMs`. Kinds come from a fixed set: memory grows with their number. */
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
      const left = Array.from(kinds, ([key, { omitted }]) => ({ key, omitted })).filter(({ omitted }) => omitted > 0);
      for (const kind of kinds.values()) kind.omitted = 0;
      return left;
    },
  };
}
