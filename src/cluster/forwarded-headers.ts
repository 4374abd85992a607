/**
 * The headers with which a node tells another who sent the request that it forwards. A signature with the shared secret
 * covers them, the request's method, path and query, the hash of its body, and the time, so that nobody else can write them
 * or use them for another request. It does not cover bodies that are streamed, and the same request can be repeated for as
 * long as its time is accepted: the network between nodes must be private. The secret itself is never sent.
 */
import { timingSafeEqual } from "node:crypto";
import { getLogger } from "@logtape/logtape";
import { Fault } from "../domain/faults.ts";
import { openSampler } from "../domain/sampler.ts";
import { type ForwardedBody, maxWholeBytes } from "./forward-request.ts";

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
   * Returns the original client of a request that another node forwarded. Ignores these headers from anybody else. The
   * caller must also `accept` the request.
   */
  originOf(request: SignedRequest): Origin | undefined;
  /**
   * Checks a request of another node. Rejects with `busy` if it was not signed in the last 30 seconds, with `malformed` if
   * its body is not the one that was signed.
   */
  accept(request: Request): Promise<void>;
  /** Sets the internal headers. Replaces those that a client sent. */
  sign(request: SignedRequest & { readonly body: ForwardedBody }, origin: Origin): void;
}

/** How far the time of a signature may be from this node's, in milliseconds. */
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
  /** The SHA-256 of the body, or `streamed`. */
  body: "x-lectern-body",
};
const inOrder = Object.values(names);
const streamed = "streamed";

const hashOf = (body: ArrayBuffer | null): string =>
  new Bun.CryptoHasher("sha256").update(body ?? "").digest("base64url");

/** The hash of a request's body, which can still be read; undefined if it is long or breaks off. */
async function receivedHash(request: Request): Promise<string | undefined> {
  if (request.body === null) return hashOf(null);
  if (Number(request.headers.get("content-length") ?? 0) > maxWholeBytes) return;
  return await request
    .clone()
    .arrayBuffer()
    .then(hashOf, () => undefined);
}

/** Throws a `RangeError` if the secret is empty: anybody could sign with it. `now` gives milliseconds since 1970. */
export function createForwardedHeaders(secret: string, now: () => number = Date.now): ForwardedHeaders {
  const sampler = openSampler({ burst: 1, windowMs: 60_000 });
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
      return {
        address: headers.get(names.address) ?? "",
        https: headers.get(names.https) === "1",
        host: headers.get(names.host) ?? "",
        id: headers.get(names.id) ?? "",
        hops: Number(headers.get(names.hops)),
      };
    },
    async accept(request) {
      const skewMs = now() - Number(request.headers.get(names.time));
      if (!(Math.abs(skewMs) <= maxSkewMs)) {
        if (sampler.take("time", performance.now()).write) {
          logger.error("rejected a request of another node, which was signed {s} s ago", {
            s: Math.round(skewMs / 1000),
          });
        }
        throw Fault.temporary("busy", 1000);
      }
      const signed = request.headers.get(names.body);
      if (signed !== streamed && signed !== (await receivedHash(request))) {
        throw new Fault("malformed", "The body is not the one that was signed.");
      }
    },
    sign(request, { address, https, host, id, hops }) {
      const { headers } = request;
      headers.set(names.address, address);
      headers.set(names.https, https ? "1" : "0");
      headers.set(names.host, host);
      headers.set(names.id, id);
      headers.set(names.hops, String(hops));
      headers.set(names.time, String(Math.round(now())));
      headers.set(names.body, request.body instanceof ReadableStream ? streamed : hashOf(request.body));
      headers.set(signature, signatureOf(request)?.toString("base64url") ?? "");
    },
  };
}
