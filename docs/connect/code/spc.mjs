// Notifications of the quality board, in a page. The page's origin must be the server's own or be named in --allowed-origins.
export async function watchQuality(server, token, productId, onFrame) {
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch(`${server}/api/auth/ticket`, { method: "POST", headers });
  if (!response.ok) throw new Error((await response.json()).detail);
  const { ticket } = await response.json();
  const socket = new WebSocket(`${server.replace("http", "ws")}/ws/spc/notifications/?ticket=${ticket}`);
  socket.onopen = () => socket.send(JSON.stringify({ type: "subscribe_product", product_id: productId }));
  socket.onmessage = ({ data }) => onFrame(JSON.parse(data));
  return socket;
}
