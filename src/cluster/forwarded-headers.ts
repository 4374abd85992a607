/**
 * The headers with which a node tells another who sent the request that it forwards. A signature with the shared secret
 * covers them, the request's method, path and query, and the time, so that nobody else can write them or use them for
 * another request. It does not cover the body, and the same request can be repeated for as long as its time is accepted:
 * the network between nodes must be private. The secret itself is never sent.
 */
import { timingSafeEqual } from "node:crypto";
import { getLogger } from "@logtape/logtape";
import { Fault } from "../domain/faults.ts";

const logger = getLogger(["lectern", "cluster"]);

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

/** The request that a signature is for. */
export interface SignedRequest {
  readonly method: string;
  /** The URL at either node: only its path and query are signed. */
  readonly url: string;
  readonly headers: Headers;
}

export interface ForwardedHeaders {
  /**
   * Returns the original client of a request that another node forwarded. Ignores these headers from anybody else. Throws
   * `busy` if the signature is right, but its time is not.
   */
  originOf(request: SignedRequest): Origin | undefined;
  /** Sets the internal headers. Replaces those that a client sent. */
  sign(request: SignedRequest, origin: Origin): void;
}

/** How far the time of a signature may be from this node's, in milliseconds: the nodes' clocks may differ a little. */
export const maxSkewMs = 30_000;

const signature = "x-lectern-signature";
const names = {
  address: "x-lectern-address",
  https: "x-lectern-https",
  host: "x-lectern-host",
  id: "x-lectern-request-id",
  hops: "x-lectern-hops",
  /** Milliseconds since 1970. */
  time: "x-lectern-time",
};
const inOrder = Object.values(names);

/** Throws a `RangeError` if the secret is empty: anybody could sign with it. `now` gives milliseconds since 1970. */
export function createForwardedHeaders(secret: string, now: () => number = Date.now): ForwardedHeaders {
  if (secret === "") throw new RangeError("The nodes' shared secret is empty.");

  function signatureOf({ method, url, headers }: SignedRequest): Buffer | undefined {
    const at = URL.parse(url);
    if (!at) return undefined;
    // None of these has a line break, so that no two requests have the same text.
    const signed = [method, at.pathname + at.search, ...inOrder.map((name) => headers.get(name) ?? "")];
    return new Bun.CryptoHasher("sha256", secret).update(signed.join("\n")).digest();
  }

  return {
    originOf(request) {
      const { headers } = request;
      const given = headers.get(signature);
      if (given === null) return;
      const bytes = Buffer.from(given, "base64url");
      const expected = signatureOf(request);
      if (!expected || bytes.length !== expected.length || !timingSafeEqual(bytes, expected)) return;
      const skewMs = now() - Number(headers.get(names.time));
      if (!(Math.abs(skewMs) <= maxSkewMs)) {
        logger.error("rejected a request of another node, which was signed {s} s ago: the nodes' clocks must agree", {
          s: Math.round(skewMs / 1000),
        });
        throw Fault.temporary("busy", 1000);
      }
      return {
        address: headers.get(names.address) ?? "",
        https: headers.get(names.https) === "1",
        host: headers.get(names.host) ?? "",
        id: headers.get(names.id) ?? "",
        hops: Number(headers.get(names.hops)),
      };
    },
    sign(request, { address, https, host, id, hops }) {
      const { headers } = request;
      headers.set(names.address, address);
      headers.set(names.https, https ? "1" : "0");
      headers.set(names.host, host);
      headers.set(names.id, id);
      headers.set(names.hops, String(hops));
      headers.set(names.time, String(now()));
      headers.set(signature, signatureOf(request)?.toString("base64url") ?? "");
    },
  };
}
