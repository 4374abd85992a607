/** docs/MONITORING.md and the files of deploy/ for Prometheus and Grafana, compared with what the server measures. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/prepare.ts";
import { outcomeOf } from "../support/child-process.ts";
import { openClass, temporaryFolder } from "../support/class.ts";
import { lintMetrics, parseMetrics, type Series } from "../support/prometheus.ts";
import { TestSocket } from "../support/socket.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const promtool = Bun.which("promtool");

let text = "";
let metrics: ReadonlyMap<string, Series>;
beforeAll(async () => {
  await using room = await openClass({ code: "TEST001" });
  await using socket = await TestSocket.open(`${room.url}/ws/live/TEST001`, room.teacher);
  await socket.until("welcome");
  // A sample of each metric that has a label.
  await room.call("POST", "/api/auth/key", undefined, { key: "wrong-key-1234" });
  text = (await room.call("GET", "/metrics", room.teacher)).body;
  metrics = parseMetrics(text);
});

/** Runs promtool, and returns what it objects to. */
async function objections(input: string, ...args: string[]): Promise<string> {
  const child = Bun.spawn([promtool ?? "", ...args], { stdin: new Blob([input]), stdout: "pipe", stderr: "pipe" });
  const { exit, out, err } = await outcomeOf(child);
  return exit === 0 ? "" : out + err;
}

test("the page lists every metric with its type and its meaning", () => {
  const rows = Array.from(metrics.values(), ({ name, type, help }) => `| \`${name}\` | ${type} | ${help} |`);
  const table = ["| metric | type | meaning |", "|---|---|---|", ...rows].join("\n");
  const shown = /<!-- metrics -->\n([\s\S]*?)\n<!-- end of metrics -->/.exec(read("docs/MONITORING.md"))?.[1];
  expect(shown?.trim()).toBe(table);
});

test.skipIf(promtool === null)(
  "promtool finds nothing, and objects to what the rules in the tests object to",
  async () => {
    expect(await objections(text, "check", "metrics")).toBe("");
    expect(lintMetrics(metrics)).toEqual([]);
    const wrong =
      "# HELP lectern_requestsCount Requests.\n# TYPE lectern_requestsCount counter\nlectern_requestsCount 1\n";
    expect(await objections(wrong, "check", "metrics")).toContain("lectern_requestsCount");
    expect(lintMetrics(parseMetrics(wrong)).length).toBeGreaterThan(0);
  },
);

describe("deploy/", () => {
  interface Panel {
    readonly title: string;
    readonly type: string;
    readonly targets?: readonly { readonly expr: string }[];
  }
  const dashboard: { panels: Panel[]; annotations: { list: { expr: string }[] } } = JSON.parse(
    read("deploy/grafana-dashboard.json"),
  );
  const alerts = read("deploy/lectern-alerts.yml");
  const queries = [
    ...dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
    ...dashboard.annotations.list.map(({ expr }) => expr),
    ...Array.from(alerts.matchAll(/^ +expr: (.*)$/gm), ([, expr = ""]) => expr),
  ];
  /** The metrics that a query names. */
  const named = (query: string) => query.match(/\b(lectern|process)_\w+/g) ?? [];

  test("every query of the dashboard and of the alerts asks for a metric that exists", () => {
    const existing = Array.from(metrics.values()).flatMap(({ name, type }) =>
      type === "histogram" ? ["_bucket", "_sum", "_count"].map((suffix) => name + suffix) : [name],
    );
    expect(queries.length).toBeGreaterThan(30);
    expect(queries.flatMap(named).filter((name) => !existing.includes(name))).toEqual([]);
  });

  test("the dashboard shows every metric, in panels that do not overlap", () => {
    const shown = new Set(queries.flatMap(named).map((name) => name.replace(/_(bucket|sum|count)$/, "")));
    expect(Array.from(metrics.keys()).filter((name) => !shown.has(name))).toEqual([]);
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }: any) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)} ${y + Math.floor(n / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });

  describe.skipIf(promtool === null)("promtool accepts", () => {
    const folder = temporaryFolder();
    afterAll(() => folder[Symbol.dispose]());
    const write = (name: string, content: string) => {
      const path = join(folder.path, name);
      writeFileSync(path, content);
      return path;
    };

    test("the alerts, and the configuration that loads them", async () => {
      write("lectern-alerts.yml", alerts);
      const token = write("token", "a-token-of-prometheus");
      const config = read("deploy/prometheus.yml").replace("/etc/prometheus/lectern-token", token);
      expect(await objections("", "check", "config", write("prometheus.yml", config))).toBe("");
    });

    test("every query of the dashboard", async () => {
      const plain = queries.map((query) => query.replaceAll("$__rate_interval", "5m").replaceAll("$instance", ".*"));
      const rules = plain.map((expr, n) => ({ record: `query:${n}`, expr }));
      const file = write("queries.yml", JSON.stringify({ groups: [{ name: "queries", rules }] }));
      expect(await objections("", "check", "rules", file)).toBe("");
    });
  });
});
