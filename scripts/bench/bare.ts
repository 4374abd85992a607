/** The bare control: `bun bare.ts <frames> [port]`. The frames of the durable control (`durable.ts`), and nothing is saved. */
import type { DurableFrames } from "./durable.ts";

const { welcome, ok, event } = JSON.parse(process.argv[2] ?? "{}") as DurableFrames;
const server = Bun.serve({
  port: Number(process.argv[3] ?? 0),
  hostname: "127.0.0.1",
  fetch(request, server) {
    return server.upgrade(request) ? undefined : new Response();
  },
  websocket: {
    perMessageDeflate: false,
    open(ws) {
      ws.subscribe("class");
      if (welcome !== undefined) ws.send(welcome);
    },
    message(ws) {
      ws.send(ok);
      server.publish("class", event);
    },
  },
});
console.log(server.url.origin);
