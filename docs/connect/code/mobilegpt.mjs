// A student of a guided class, in a page: joins, connects with a ticket, completes a step.
// The page's origin must be the server's own or be named in --allowed-origins.
export async function followClass(server, code, subtaskId, onFrame) {
  const post = async (path, body, token) => {
    const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
    const response = await fetch(server + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error((await response.json()).detail);
    return response.json();
  };
  const { token } = await post(`/api/sessions/${code}/join`, { nickname: "Page" });
  const { ticket } = await post("/api/auth/ticket", {}, token);
  const socket = new WebSocket(`${server.replace("http", "ws")}/ws/sessions/${code}/?ticket=${ticket}`);
  const send = (type, data) => socket.send(JSON.stringify({ type, data }));
  socket.onopen = () => {
    send("join", {});
    send("heartbeat", { timestamp: 1234567890 });
    send("step_complete", { subtask_id: subtaskId });
  };
  socket.onmessage = ({ data }) => onFrame(JSON.parse(data));
  return socket;
}
