import { describe, expect, test } from "bun:test";
import { createFetcher } from "../../src/client/http.ts";
import { toRefusal } from "../../src/client/refusal.ts";

/** The code that a client makes of a rejected call. */
async function codeOf(status: number, body: unknown): Promise<string> {
  const fetcher = createFetcher("", async () => Response.json(body, { status }));
  return fetcher("GET", "/api/auth/me").then(
    () => "accepted",
    (thrown) => toRefusal(thrown).code,
  );
}

describe("the code of a rejected call", () => {
  test("is that of the server's problem", async () => {
    expect(await codeOf(403, { type: "urn:lectern:fault:removed", code: "removed" })).toBe("removed");
  });

  test("follows from the status if a proxy answered, whatever code it sends", async () => {
    expect(await codeOf(401, { code: "unauthorized" })).toBe("no_credential");
    expect(await codeOf(404, { type: "https://proxy.example/page_missing", code: "page_missing" })).toBe("not_found");
    expect(await codeOf(502, { code: "constructor" })).toBe("unknown");
    expect(await codeOf(401, null)).toBe("no_credential");
  });
});
