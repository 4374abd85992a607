/** The control for the quality board: publishes measurements unchanged, without judging or storing them. */

export {};

const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  routes: {
    "/api/spc/measurements": {
      async POST(request) {
        const measurement = await request.json();
        const timestamp = new Date().toISOString();
        server.publish("board", JSON.stringify({ type: "measurement", measurement, timestamp }));
        if (measurement.measurement_value > 10.5) {
          server.publish("board", JSON.stringify({ type: "alert", alert: measurement, timestamp }));
        }
        return Response.json(measurement, { status: 201 });
      },
    },
  },
  fetch(request, server) {
    return server.upgrade(request) ? undefined : new Response();
  },
  websocket: {
    perMessageDeflate: false,
    open(ws) {
      ws.subscribe("board");
    },
    message() {},
  },
});
console.log(server.url.origin);
