/** Requests a WebSocket as an app would, and returns the HTTP response: 101 if it was accepted. */

export interface Knocked {
  readonly status: number;
  readonly headers: Headers;
  /** The problem's JSON, if it was refused. */
  readonly body: any;
}

/** `url` is an http address; `headers` come on top of those of a handshake, and may replace them. */
export async function knock(url: string, token?: string, headers: Record<string, string> = {}): Promise<Knocked> {
  const leaving = new AbortController();
  const response = await fetch(url, {
    headers: {
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...headers,
    },
    signal: leaving.signal,
  });
  const text = response.status === 101 ? "" : await response.text();
  leaving.abort();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
}

/** What a refusal's body says, whole. */
export const problem = (status: number, code: string, title: string, detail = title) => ({
  type: `urn:lectern:fault:${code}`,
  title,
  status,
  detail,
  code,
});
