/**
 * The headers with which a node tells another who sent the request that it forwards. A signature with the shared secret
 * covers them, so that nobody else can write them, and the secret itself is never sent.
 */
import { timingSafeEqual } from "node:crypto";

/** The client of a forwarded request, as the node that the client reached saw it. */
export interface Origin {
  readonly address: string;
  /** Whether the client uses HTTPS. */
  readonly https: boolean;
  /** The `Host` of the client's request. */
  readonly host: string;
  /** The request's id. */
  readonly id: string;
  /** How many nodes have forwarded the request: at least 1. */
  readonly hops: number;
}

export interface ForwardedHeaders {
  /** Returns the original client of a request that another node forwarded. Ignores these headers from anybody else. */
  originOf(headers: Headers): Origin | undefined;
  /** Sets the internal headers. Replaces those that a client sent. */
  sign(headers: Headers, origin: Origin): void;
}

const signature = "x-lectern-secret";
const names = {
  address: "x-lectern-address",
  https: "x-lectern-https",
  host: "x-lectern-host",
  id: "x-lectern-request-id",
  hops: "x-lectern-hops",
};
const inOrder = Object.values(names);

/** Throws a `RangeError` if the secret is empty: anybody could sign with it. */
export function createForwardedHeaders(secret: string): ForwardedHeaders {
  if (secret === "") throw new RangeError("The nodes' shared secret is empty.");

  function signatureOf(headers: Headers): Buffer {
    const hmac = new Bun.CryptoHasher("sha256", secret);
    // A header holds no line break, so that no two sets of values have the same text.
    return hmac.update(inOrder.map((name) => headers.get(name) ?? "").join("\n")).digest();
  }

  return {
    originOf(headers) {
      const given = headers.get(signature);
      if (given === null) return;
      const bytes = Buffer.from(given, "base64url");
      const expected = signatureOf(headers);
      if (bytes.length !== expected.length || !timingSafeEqual(bytes, expected)) return;
      return {
        address: headers.get(names.address) ?? "",
        https: headers.get(names.https) === "1",
        host: headers.get(names.host) ?? "",
        id: headers.get(names.id) ?? "",
        hops: Number(headers.get(names.hops)),
      };
    },
    sign(headers, { address, https, host, id, hops }) {
      headers.set(names.address, address);
      headers.set(names.https, https ? "1" : "0");
      headers.set(names.host, host);
      headers.set(names.id, id);
      headers.set(names.hops, String(hops));
      headers.set(signature, signatureOf(headers).toString("base64url"));
    },
  };
}
