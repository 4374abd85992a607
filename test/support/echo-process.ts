/** A server in a separate process that echoes frames: prints its port. */
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch: (request, server) => (server.upgrade(request) ? undefined : new Response("echo")),
  websocket: { message: (ws, frame) => void ws.send(frame) },
});
console.log(server.port);

export {};
