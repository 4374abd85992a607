/** Tells the process of clients what to do. */
import type { Ask, Connect, Measure, Order, Took } from "./clients.ts";

export interface Clients extends AsyncDisposable {
  connect(order: Omit<Connect, "do">): Promise<Took>;
  publish(order: Omit<Measure, "do">): Promise<Took>;
  ask(order: Omit<Ask, "do">): Promise<Took>;
}

/** Starts `script` as a process that takes orders, one at a time. */
export function openClients(script: string): Clients {
  let finished: ((took: Took) => void) | undefined;
  const child = Bun.spawn([process.execPath, script], {
    stdio: ["ignore", "inherit", "inherit"],
    ipc: (took: Took) => finished?.(took),
  });
  const give = (order: Order) =>
    new Promise<Took>((resolve, reject) => {
      finished = resolve;
      child.exited.then((code) => reject(new Error(`the clients ended with ${code}`)));
      child.send(order);
    });
  return {
    connect: (order) => give({ do: "connect", ...order }),
    publish: (order) => give({ do: "publish", ...order }),
    ask: (order) => give({ do: "ask", ...order }),
    async [Symbol.asyncDispose]() {
      child.kill();
      await child.exited;
    },
  };
}
