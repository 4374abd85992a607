/** A server with `ws`: `node ws.mjs <frames>`. The frames of the bare control (`bare.ts`), and nothing is saved. */
import { WebSocketServer } from "ws";

const { ok, event, to } = JSON.parse(process.argv[2]);
const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
// As bytes, so that they are not encoded for each listener.
const bytes = Buffer.from(event);
server.on("connection", (socket) => {
  socket.on("message", (text) => {
    JSON.parse(text);
    socket.send(ok);
    for (const client of to === "everyone" ? server.clients : [socket]) client.send(bytes, { binary: false });
  });
});
server.on("listening", () => console.log(`http://127.0.0.1:${server.address().port}`));
