// A page of your own in the room, over the native protocol. Under its own origin it needs --allowed-origins.
// It reconnects with `since` and `epoch`, and so receives the events it missed, in order, each once.
// `onEvent` receives {"type": "closed", "code"} if it makes no sense to reconnect.

// The end of the class; not signed in; removed; no such session; no seat in it; replaced by a ninth connection.
const final = [1000, 4401, 4403, 4404, 4405, 4409];

export function followRoom(server, code, token, onEvent) {
  let seq;
  let epoch;
  let socket;
  let wanted = true;
  async function connect() {
    const headers = { Authorization: `Bearer ${token}` };
    const { ticket } = await (await fetch(`${server}/api/auth/ticket`, { method: "POST", headers })).json();
    const since = seq === undefined ? "" : `&since=${seq}&epoch=${epoch}`;
    // With refusals=close a refusal, too, has a close code; without it, a page sees only 1006.
    const query = `ticket=${ticket}&refusals=close${since}`;
    socket = new WebSocket(`${server.replace("http", "ws")}/ws/live/${code}?${query}`);
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.type === "welcome" && !frame.data.resumed) ({ seq, epoch } = frame.data);
      if (frame.seq !== undefined) seq = frame.seq;
      onEvent(frame);
    };
    socket.onclose = ({ code: closed }) => {
      if (!wanted) return;
      if (final.includes(closed)) onEvent({ type: "closed", code: closed });
      else again();
    };
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
