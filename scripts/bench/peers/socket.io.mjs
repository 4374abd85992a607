/** A server with Socket.IO: `node socket.io.mjs <frames>`. As `ws.mjs`; a command is answered by its acknowledgement. */
import { createServer } from "node:http";
import { Server } from "socket.io";

const { ok, event, to } = JSON.parse(process.argv[2]);
const http = createServer();
// The clients of the benchmark answer no pings.
const io = new Server(http, { transports: ["websocket"], pingInterval: 3_600_000 });
const answer = JSON.parse(ok);
const published = JSON.parse(event);
io.on("connection", (socket) => {
  socket.on("command", (_, acknowledge) => {
    acknowledge(answer);
    (to === "everyone" ? io : socket).emit("event", published);
  });
});
http.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${http.address().port}`));
