// A page of your own in the room, over the native protocol. Under its own origin it needs --allowed-origins.
// It reconnects with `since` and `epoch`, and so receives the events it missed, in order, each once.
export function followRoom(server, code, token, onEvent) {
  let seq;
  let epoch;
  let socket;
  let wanted = true;
  async function connect() {
    const headers = { Authorization: `Bearer ${token}` };
    const { ticket } = await (await fetch(`${server}/api/auth/ticket`, { method: "POST", headers })).json();
    const since = seq === undefined ? "" : `&since=${seq}&epoch=${epoch}`;
    socket = new WebSocket(`${server.replace("http", "ws")}/ws/live/${code}?ticket=${ticket}${since}`);
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.type === "welcome" && !frame.data.resumed) ({ seq, epoch } = frame.data);
      if (frame.seq !== undefined) seq = frame.seq;
      onEvent(frame);
    };
    // 4401, 4403 and 4404 are final; 1000 is the end of the class.
    socket.onclose = ({ code: closed }) => wanted && ![1000, 4401, 4403, 4404].includes(closed) && again();
  }
  const again = () => setTimeout(() => connect().catch(again), 500 + Math.random() * 1500);
  connect().catch(again);
  return {
    send: (type, id, data = {}) => socket.send(JSON.stringify({ type, id, data })),
    drop: () => socket.close(4000),
    close() {
      wanted = false;
      socket.close();
    },
  };
}
