/** Notices that the URL at which phones reach this machine has changed: another Wi-Fi, a new lease, another choice. */

export interface UrlWatch extends Disposable {
  /** When the URL last changed, in milliseconds since 1970; undefined if it has not. */
  changedAt(): number | undefined;
  /** Compares now instead of at the next interval. */
  check(): void;
}

const intervalMs = 3000;

/** Calls `onChange` after `url` returned another value. `now` gives milliseconds since 1970. */
export function watchUrl(options: { url: () => string; now: () => number; onChange: () => void }): UrlWatch {
  const { url, now, onChange } = options;
  let last = url();
  let changedAt: number | undefined;
  function check(): void {
    const current = url();
    if (current === last) return;
    last = current;
    changedAt = now();
    onChange();
  }
  const timer = setInterval(check, intervalMs);
  timer.unref();
  return { changedAt: () => changedAt, check, [Symbol.dispose]: () => clearInterval(timer) };
}
