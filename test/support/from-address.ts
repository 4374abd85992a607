/** HTTP calls from other addresses of this machine: 127.0.0.2, 127.0.0.3 … */
import { Agent, request } from "node:http";

export interface FromAddress extends Disposable {
  /** Posts JSON; a cookie goes as it is. */
  post(path: string, body: unknown, cookie?: string): Promise<{ status: number; body: any; headers: Headers }>;
}

/** Calls to the server at `url` from `address`, over a few connections. */
export function fromAddress(url: string, address: string): FromAddress {
  const agent = new Agent({ keepAlive: true, maxSockets: 4, localAddress: address } as never);
  return {
    post: (path, body, cookie) =>
      new Promise((resolve, reject) => {
        const text = JSON.stringify(body);
        const headers = {
          "Content-Type": "application/json",
          "Content-Length": String(Buffer.byteLength(text)),
          ...(cookie !== undefined && { Cookie: cookie }),
        };
        const options = { agent, method: "POST", headers, localAddress: address };
        const sent = request(url + path, options, (answer) => {
          const parts: Buffer[] = [];
          answer.on("data", (part) => parts.push(part));
          answer.on("error", reject);
          answer.on("end", () =>
            resolve({
              status: answer.statusCode ?? 0,
              body: JSON.parse(Buffer.concat(parts).toString() || "null"),
              headers: new Headers(
                Object.entries(answer.headers).flatMap(([name, values]) =>
                  [values ?? []].flat().map((value): [string, string] => [name, value]),
                ),
              ),
            }),
          );
        });
        sent.on("error", reject);
        sent.end(text);
      }),
    [Symbol.dispose]: () => agent.destroy(),
  };
}
