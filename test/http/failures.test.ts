import { describe, expect, test } from "bun:test";
import { networkOf } from "../../src/domain/network-of.ts";
import { createFailures } from "../../src/http/failures.ts";

describe("failures within a sliding window", () => {
  test("beyond the limit a key waits until its oldest failure has left the window", () => {
    let now = 0;
    const failures = createFailures({ limit: 3, windowMs: 1000, now: () => now });
    for (const at of [0, 100, 900]) {
      now = at;
      expect(failures.waitMs("a")).toBe(0);
      failures.add("a");
    }
    expect([failures.waitMs("a"), failures.waitMs("b")]).toEqual([100, 0]);
    now = 1000;
    expect(failures.waitMs("a")).toBe(0);
    failures.add("a");
    expect(failures.waitMs("a")).toBe(100);
    failures.removeLatest("a");
    expect(failures.waitMs("a")).toBe(0);
  });

  test("keys whose failures have expired are removed, and the number of keys is bounded", () => {
    let now = 0;
    const failures = createFailures({ limit: 1, windowMs: 1000, now: () => now, maxKeys: 100 });
    for (let n = 0; n < 1000; n++) failures.add(`key ${n}`);
    expect(failures.size).toBe(100);
    expect([failures.waitMs("key 0"), failures.waitMs("key 999")]).toEqual([0, 1000]);
    now = 1000;
    failures.add("another");
    expect(failures.size).toBe(1);
  });
});

describe("the network that a budget counts", () => {
  const table: [string, string][] = [
    ["192.168.0.7", "192.168.0.7"],
    ["::ffff:192.168.0.7", "192.168.0.7"],
    ["::1", "0:0:0:0"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:DB8:1:2::9", "2001:db8:1:2"],
    ["2001:db8::1", "2001:db8:0:0"],
    ["fe80::1%eth0", "fe80:0:0:0"],
  ];
  test.each(table)("of %s is %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
