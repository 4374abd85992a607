/** The control for the practice rooms: sends the bytes that a client sends to everybody in the same room. */

const text = process.argv[2] ?? "";
const server = Bun.serve<string>({
  port: 0,
  hostname: "127.0.0.1",
  fetch(request, server) {
    if (server.upgrade(request, { data: new URL(request.url).pathname })) return undefined;
    return new Response();
  },
  websocket: {
    perMessageDeflate: false,
    open: (ws) => void ws.subscribe(ws.data),
    message: ({ data }) => void server.publish(data, text),
  },
});
console.log(server.url.origin);

export {};
