/** The headers that a node passes on: those of the request and response, without those of one connection (RFC 9110, 7.6.1). */

const ofOneConnection = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** What proxies say about the client: the first node has read it, and signs the result. */
const ofProxies = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

/** The parts of a handshake that each connection negotiates on its own. */
const ofHandshake = ["sec-websocket-key", "sec-websocket-version", "sec-websocket-extensions", "sec-websocket-accept"];

/** Returns the headers of a request for the home. The caller signs who sent it. */
export function requestHeaders(from: Headers): Headers {
  const headers = withoutConnection(from);
  for (const name of [...ofProxies, ...ofHandshake, "host", "expect"]) headers.delete(name);
  // Without this, Bun would ask for encodings that the client may not read.
  if (!headers.has("accept-encoding")) headers.set("accept-encoding", "identity");
  return headers;
}

/** Returns the headers of a response for the client. */
export const responseHeaders = (from: Headers): Headers => withoutConnection(from);

/** Returns the headers of a handshake's response for the client: cookies, the request's id, the subprotocol. */
export function handshakeHeaders(from: Headers): Headers {
  const headers = withoutConnection(from);
  for (const name of [...ofHandshake, "content-length", "date"]) headers.delete(name);
  return headers;
}

function withoutConnection(from: Headers): Headers {
  const headers = new Headers(from);
  const named = from.get("connection")?.split(",") ?? [];
  for (const name of [...ofOneConnection, ...named.map((each) => each.trim())]) {
    if (tokenForm.test(name)) headers.delete(name);
  }
  return headers;
}

/** A header's name. Deleting any other throws. */
const tokenForm = /^[!#$%&'*+.^`|~\w-]+$/;
