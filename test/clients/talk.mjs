/** Opens WebSockets with Node's `ws` as its input says, one JSON object per line, and prints what arrives on each. */
import { createInterface } from "node:readline";
import { WebSocket } from "ws";

const sockets = new Map();
const tell = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

for await (const line of createInterface({ input: process.stdin })) {
  const { n, open, token, send } = JSON.parse(line);
  if (open) {
    const socket = new WebSocket(open, { headers: token ? { Authorization: `Bearer ${token}` } : {} });
    sockets.set(n, socket);
    socket.on("open", () => tell({ n, opened: true }));
    socket.on("unexpected-response", (_, { statusCode }) => tell({ n, refused: statusCode }));
    socket.on("message", (data) => tell({ n, text: data.toString() }));
    socket.on("close", (code) => tell({ n, closed: code }));
  } else if (send) sockets.get(n).send(send);
  else sockets.get(n).close();
}
