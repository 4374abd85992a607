// A participant of a chat room, in a page: joins, connects to the path with its id and a ticket.
// The page's origin must be the server's own or be named in --allowed-origins.
export async function enterChat(server, code, nickname, onFrame) {
  const post = async (path, body, token) => {
    const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
    const response = await fetch(server + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error((await response.json()).detail);
    return response.json();
  };
  const { token, participant } = await post(`/api/sessions/${code}/join`, { nickname });
  const { ticket } = await post("/api/auth/ticket", {}, token);
  const socket = new WebSocket(`${server.replace("http", "ws")}/ws/${code}/${participant.id}?ticket=${ticket}`);
  socket.onmessage = ({ data }) => onFrame(JSON.parse(data));
  // A rejection comes as a close with 1008: `Session not found`, `Participant not found`, `Not authorized`, …
  socket.onclose = ({ code: closed, reason }) => onFrame({ closed, reason });
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  return { participant, say: (content) => socket.send(JSON.stringify({ type: "chat_message", content })), socket };
}
