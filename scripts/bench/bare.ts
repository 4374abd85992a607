/** The control: the least that `Bun.serve` needs to publish what it is given to everybody. */

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
    /** The first message is what is published for every one that follows. */
    message(_, message) {
      if (text === "") text = String(message);
      else server.publish("class", text);
    },
  },
});
console.log(server.url.origin);
