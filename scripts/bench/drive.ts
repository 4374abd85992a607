/** Controls a process of clients. */
import type { Ask, Connect, Duration, Leave, Measure, Order } from "./clients.ts";

export interface Clients extends AsyncDisposable {
  connect(order: Omit<Connect, "do">): Promise<Duration>;
  publish(order: Omit<Measure, "do">): Promise<Duration>;
  ask(order: Omit<Ask, "do">): Promise<Duration>;
  leave(order: Omit<Leave, "do">): Promise<Duration>;
}

/** A child process that accepts one order at a time and answers each. */
export interface Worker<O, A> extends AsyncDisposable {
  give(order: O): Promise<A>;
}

/** Starts `script` as a worker. */
export function openWorker<O, A>(script: string): Worker<O, A> {
  let finished: ((answer: A) => void) | undefined;
  const child = Bun.spawn([process.execPath, script], {
    stdio: ["ignore", "inherit", "inherit"],
    ipc: (answer: A) => finished?.(answer),
  });
  return {
    give: (order) =>
      new Promise<A>((resolve, reject) => {
        finished = resolve;
        child.exited.then((code) => reject(new Error(`the clients ended with ${code}`)));
        child.send(order);
      }),
    async [Symbol.asyncDispose]() {
      child.kill();
      await child.exited;
    },
  };
}

/** Starts `script` as the process of the clients. */
export function openClients(script: string): Clients {
  const worker = openWorker<Order, Duration>(script);
  return {
    connect: (order) => worker.give({ do: "connect", ...order }),
    publish: (order) => worker.give({ do: "publish", ...order }),
    ask: (order) => worker.give({ do: "ask", ...order }),
    leave: (order) => worker.give({ do: "leave", ...order }),
    [Symbol.asyncDispose]: () => worker[Symbol.asyncDispose](),
  };
}
