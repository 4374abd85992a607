/** The control: a minimal `Bun.serve` that publishes a message to everybody. */

let text = "";
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch(request, server) {
    if (server.upgrade(request)) return undefined;
    return new Response();
  },
  websocket: {
    perMessageDeflate: false,
    open(ws) {
      ws.subscribe("class");
    },
    /** Each message after the first one publishes the first one. */
    message(_, message) {
      if (text === "") text = String(message);
      else server.publish("class", text);
    },
  },
});
console.log(server.url.origin);
