/** Firefox over WebDriver BiDi and WebKit over WebDriver: as much of both as a journey needs. */
import type { findWebKit } from "../../scripts/prepare.ts";
import { temporaryFolder } from "./class.ts";

/** A window of a browser, of somebody whose cookies are theirs alone. */
export interface RemoteWindow {
  goto(url: string): Promise<void>;
  /** Evaluates an expression in the page; gives what is JSON of it. */
  evaluate(expression: string): Promise<unknown>;
  /** Sends input, in the form that both protocols share. */
  perform(actions: readonly object[]): Promise<void>;
}

export interface RemoteBrowser extends AsyncDisposable {
  readonly version: string;
  open(): Promise<RemoteWindow>;
}

/** Reads what a process prints until a line matches. */
async function untilPrinted(stream: ReadableStream<Uint8Array>, pattern: RegExp): Promise<string> {
  let printed = "";
  const decoder = new TextDecoder();
  for await (const bytes of stream) {
    printed += decoder.decode(bytes, { stream: true });
    const [, found] = pattern.exec(printed) ?? [];
    if (found !== undefined) return found;
  }
  throw new Error(`It ended without printing ${pattern}: ${printed}`);
}

/** Starts Firefox without a window and connects to it. */
export async function openFirefox(path: string): Promise<RemoteBrowser> {
  const profile = temporaryFolder();
  const child = Bun.spawn(
    [path, "--headless", "--no-remote", "--profile", profile.path, "--remote-debugging-port", "0"],
    {
      env: { ...process.env, HOME: profile.path },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  const address = await untilPrinted(child.stderr, /WebDriver BiDi listening on (ws:\S+)/);
  const socket = new WebSocket(`${address}/session`);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  const waiting = new Map<number, (answer: any) => void>();
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(String(data));
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  };
  let count = 0;
  async function send(method: string, params: object): Promise<any> {
    const id = ++count;
    const answer = new Promise<any>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params }));
    const { error, message, result } = await answer;
    if (error) throw new Error(`${method}: ${error}: ${message}`);
    return result;
  }
  const { capabilities } = await send("session.new", { capabilities: {} });
  return {
    version: `Firefox ${capabilities.browserVersion}`,
    async open() {
      const { userContext } = await send("browser.createUserContext", {});
      const { context } = await send("browsingContext.create", { type: "window", userContext });
      return {
        goto: (url) => send("browsingContext.navigate", { context, url, wait: "complete" }),
        async evaluate(expression) {
          const target = { context };
          const json = `JSON.stringify((${expression}) ?? null)`;
          const { result, exceptionDetails } = await send("script.evaluate", {
            expression: json,
            target,
            awaitPromise: false,
          });
          if (exceptionDetails) throw new Error(exceptionDetails.text);
          return JSON.parse(result.value);
        },
        perform: (actions) => send("input.performActions", { context, actions }),
      };
    },
    async [Symbol.asyncDispose]() {
      socket.close();
      child.kill("SIGKILL");
      await child.exited;
      profile[Symbol.dispose]();
    },
  };
}

/** Starts WebKit on a separate display; every window is a separate browser. */
export async function openWebKit({
  driver,
  browser,
  display,
}: NonNullable<ReturnType<typeof findWebKit>>): Promise<RemoteBrowser> {
  const screen = Bun.spawn([display, "-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const number = await untilPrinted(screen.stdout, /(\d+)\n/);
  const children = [screen];
  const ends: (() => Promise<unknown>)[] = [];

  /** Starts a driver, which holds one session, and begins the session. */
  async function begin() {
    const free = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
    const { port } = free;
    free.stop(true);
    children.push(
      Bun.spawn([driver, `--port=${port}`], {
        env: { ...process.env, DISPLAY: `:${number}`, LIBGL_ALWAYS_SOFTWARE: "1" },
        stdio: ["ignore", "ignore", "ignore"],
      }) as never,
    );
    async function send(method: string, path: string, body?: object): Promise<any> {
      const url = `http://127.0.0.1:${port}/session${path}`;
      const answer = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
      const { value } = (await answer.json()) as any;
      if (!answer.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
      return value;
    }
    const options = { binary: browser, args: ["--automation"] };
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": options } };
    for (let attempt = 1; ; attempt++) {
      try {
        const session = await send("POST", "", { capabilities });
        ends.push(() => send("DELETE", `/${session.sessionId}`));
        return { send, session };
      } catch (thrown) {
        // The driver says nothing when it listens.
        if (attempt === 50) throw thrown;
        await Bun.sleep(100);
      }
    }
  }
  let first: ReturnType<typeof begin> | undefined = begin();
  const { session } = await first;
  return {
    version: `${session.capabilities.browserName} ${session.capabilities.browserVersion}`,
    async open() {
      const { send, session } = await (first ?? begin());
      first = undefined;
      const path = `/${session.sessionId}`;
      return {
        goto: (url) => send("POST", `${path}/url`, { url }),
        evaluate: (expression) => send("POST", `${path}/execute/sync`, { script: `return (${expression})`, args: [] }),
        perform: (actions) => send("POST", `${path}/actions`, { actions }),
      };
    },
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(ends.map((end) => end()));
      for (const child of children.reverse()) {
        child.kill("SIGKILL");
        await child.exited;
      }
    },
  };
}
