/** Things that take long to start, and that the test files of a process share. */

interface Shared<T> {
  /** The running one, or a new one. Each who takes it gives it back. */
  take(): Promise<T>;
  giveBack(): void;
}

/** How long it waits for the next test file, in ms. */
const idleMs = 2000;

export function share<T extends AsyncDisposable>(
  start: () => Promise<T>,
  isUsable: (running: T) => boolean = () => true,
): Shared<T> {
  let shared: Promise<T> | undefined;
  let users = 0;

  async function end(): Promise<void> {
    if (users > 0 || !shared) return;
    const ending = shared;
    shared = undefined;
    await (await ending)[Symbol.asyncDispose]();
  }

  return {
    async take() {
      users += 1;
      if (shared === undefined || !isUsable(await shared)) shared = start();
      return shared;
    },
    giveBack() {
      users -= 1;
      setTimeout(() => end().catch(() => {}), idleMs).unref();
    },
  };
}
