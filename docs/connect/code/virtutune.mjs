// A phone as the fretboard, in a page: joins, connects with a ticket, plays chords.
// The page's origin must be the server's own or be named in --allowed-origins.
export async function playGuitar(server, code, onFrame) {
  const post = async (path, body, token) => {
    const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
    const response = await fetch(server + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error((await response.json()).detail);
    return response.json();
  };
  const { token } = await post(`/api/sessions/${code}/join`, { nickname: "Phone" });
  const { ticket } = await post("/api/auth/ticket", {}, token);
  const socket = new WebSocket(`${server.replace("http", "ws")}/ws/guitar/${code}/?ticket=${ticket}`);
  const send = (type, data) => socket.send(JSON.stringify({ type, data }));
  socket.onmessage = ({ data }) => onFrame(JSON.parse(data));
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  return {
    socket,
    begin: () => send("practice_start", { timestamp: new Date().toISOString() }),
    play: (chord) => send("chord_change", { chord }),
    end: () => send("practice_end", { timestamp: new Date().toISOString() }),
  };
}
