/** What several nodes promise if one of them, or PostgreSQL, fails (docs/PROOFS.md, rows H2 to H6). */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { SQL } from "bun";
import { findPostgres } from "../../scripts/prepare.ts";
import { type Balancer, openBalancer } from "../support/balancer.ts";
import { caller, teacherKey, temporaryFolder } from "../support/class.ts";
import { inParallel, LiveClient } from "../support/load.ts";
import { openPersistent, type Persistent } from "../support/persistent.ts";
import { openServerProcess, type ServerProcess } from "../support/process.ts";
import { makeClass } from "../support/program.ts";
import { metric } from "../support/prometheus.ts";
import { figure, percentile, proving, scaled } from "../support/proof.ts";
import { usePostgres } from "../support/use-postgres.ts";

setDefaultTimeout(scaled(90_000, 900_000));

const script = join(import.meta.dir, "../support/serve-node.ts");
const students = scaled(6, 30);
const portOf = ({ url }: ServerProcess) => Number(new URL(url).port);

describe.skipIf(!findPostgres())("if a node fails", () => {
  const postgres = usePostgres();

  /** A class at two nodes behind a balancer, with students who talk. */
  async function openSchool() {
    const stack = new AsyncDisposableStack();
    const env = { LECTERN_DATABASE: await postgres.newDatabase() };
    const folder = stack.use(temporaryFolder());
    let started = 0;
    const start = async () =>
      stack.use(await openServerProcess(join(folder.path, `node ${++started}`), { script, env }));
    const nodes = [await start(), await start()] as [ServerProcess, ServerProcess];
    const balancer = stack.use(openBalancer(nodes.map(portOf)));
    const call = caller(`http://127.0.0.1:${balancer.port}`);
    const teacher: string = (await call("POST", "/api/auth/key", undefined, { key: teacherKey })).body.token;
    const made = await call("POST", "/api/sessions", teacher, { title: "Class", features: ["chat"] });
    const { code } = made.body;
    const people: Persistent[] = [];
    for (let n = 0; n < students; n++) {
      const joined = await call("POST", `/api/sessions/${code}/join`, undefined, { nickname: `Student ${n}` });
      people.push(stack.use(openPersistent(balancer.port, { code, token: joined.body.token })));
    }
    await Promise.all(people.map(({ connected }) => connected));
    return { nodes, start, balancer, people, teacher, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  }

  /** Everyone talks while `happens` runs. Returns what was acknowledged, once it is over. Nobody may say more than 500. */
  async function talkWhile(people: readonly Persistent[], happens: () => Promise<void>): Promise<string[]> {
    let over = false;
    const acknowledged: string[] = [];
    const talking = people.map(async (person, n) => {
      for (let k = 0; !over || k < 3; k++) {
        const text = `student ${n} says ${k}`;
        await person.say(text);
        acknowledged.push(text);
        await Bun.sleep(scaled(20, 1000));
      }
    });
    await happens();
    over = true;
    await Promise.all(talking);
    return acknowledged;
  }

  /** What everyone must have heard: everything that was acknowledged, once, and all the same. */
  async function expectHistory(people: readonly Persistent[], acknowledged: readonly string[]): Promise<void> {
    const [first] = people;
    if (!first) throw new Error("nobody is there");
    for (const deadline = performance.now() + 20_000; performance.now() < deadline; ) {
      if (people.every(({ heard }) => new Set(heard.values()).size >= acknowledged.length)) break;
      await Bun.sleep(50);
    }
    const texts = Array.from(first.heard.values());
    expect(texts.toSorted()).toEqual(acknowledged.toSorted());
    for (const { heard } of people) {
      expect(Array.from(heard).sort(([a], [b]) => a - b)).toEqual(Array.from(first.heard).sort(([a], [b]) => a - b));
    }
  }

  async function replace(
    balancer: Balancer,
    nodes: ServerProcess[],
    { gone, by }: { gone: ServerProcess; by: ServerProcess },
  ) {
    nodes[nodes.indexOf(gone)] = by;
    balancer.ports = nodes.map(portOf);
  }

  test("H3 kill -9 of a node under load: nothing acknowledged is lost or doubled, and the class goes on", async () => {
    await using school = await openSchool();
    const { nodes, balancer, start, people } = school;
    let longest = 0;
    const afterwards: string[] = [];
    const acknowledged = await talkWhile(people, async () => {
      for (let n = 0; n < scaled(1, 30); n++) {
        await Bun.sleep(500);
        const gone = nodes[n % 2] as ServerProcess;
        balancer.ports = nodes.filter((node) => node !== gone).map(portOf);
        await gone.kill();
        const began = performance.now();
        await (people[0] as Persistent).say(`after kill ${n}`);
        afterwards.push(`after kill ${n}`);
        longest = Math.max(longest, performance.now() - began);
        await replace(balancer, nodes, { gone, by: await start() });
      }
    });
    await expectHistory(people, [...acknowledged, ...afterwards]);
    figure("H3", {
      what: "a message after a node was killed is acknowledged",
      value: longest / 1000,
      unit: "s",
      atMost: 12,
    });
    figure("H3", { what: "acknowledged messages, none lost or doubled", value: acknowledged.length, unit: "messages" });
  });

  test.skipIf(!proving)(
    "H4 a node that stood still for longer than its lease writes nothing; its clients are elsewhere",
    async () => {
      await using school = await openSchool();
      const { nodes, balancer, people } = school;
      const acknowledged = await talkWhile(people, async () => {
        await Bun.sleep(300);
        const still = nodes[0];
        process.kill(still.pid, "SIGSTOP");
        balancer.ports = [portOf(nodes[1])];
        await Bun.sleep(30_000);
        process.kill(still.pid, "SIGCONT");
        balancer.ports = nodes.map(portOf);
        await Bun.sleep(1000);
      });
      await expectHistory(people, acknowledged);
    },
  );

  test("H2 PostgreSQL stops and starts: what was acknowledged is there once, and both nodes stay up", async () => {
    await using school = await openSchool();
    const acknowledged = await talkWhile(school.people, async () => {
      for (let n = 0; n < scaled(1, 10); n++) {
        await Bun.sleep(300);
        await postgres.stop();
        await Bun.sleep(500);
        await postgres.start();
      }
    });
    await expectHistory(school.people, acknowledged);
    for (const { pid } of school.nodes) expect(() => process.kill(pid, 0)).not.toThrow();
  });

  test("H2 connections to PostgreSQL are killed: what was acknowledged is there once, and both nodes stay up", async () => {
    await using school = await openSchool();
    await using sql = new SQL(postgres.urlOf("postgres"), { max: 1 });
    /** How often the nodes replaced connections. */
    async function replaced(): Promise<number> {
      let count = 0;
      for (const { url } of school.nodes) {
        // A node whose connections were just killed may not answer.
        count += await metric(url, school.teacher, "lectern_node_reconnects_total").catch(() => 0);
      }
      return count;
    }
    let killed = 0;
    const acknowledged = await talkWhile(school.people, async () => {
      // Until the nodes have noticed one, which they do if a statement was running.
      for (let n = 0; n < scaled(3, 100) || (await replaced()) === 0; n++) {
        await Bun.sleep(100 + Math.random() * 100);
        // Of both nodes, so that commits, reads and leases are interrupted at any moment.
        const [all] = await sql`SELECT count(pg_terminate_backend(pid))::int AS count FROM pg_stat_activity
          WHERE datname <> 'postgres'`;
        killed += all.count;
      }
    });
    await expectHistory(school.people, acknowledged);
    for (const { pid } of school.nodes) expect(() => process.kill(pid, 0)).not.toThrow();
    expect(killed).toBeGreaterThan(scaled(3, 100));
    figure("H2", { what: "connections that were killed", value: killed, unit: "connections" });
    figure("H2", { what: "acknowledged messages, none lost or doubled", value: acknowledged.length, unit: "messages" });
  });

  test("H6 PostgreSQL is 5 ms away: a whole class that presses at once is answered in few commits", async () => {
    const people = scaled(40, 200);
    const database = new URL(await postgres.newDatabase());
    using far = openBalancer([Number(database.port)], 5);
    database.port = String(far.port);
    using folder = temporaryFolder();
    const env = { LECTERN_DATABASE: database.href };
    await using node = await openServerProcess(join(folder.path, "node"), { script, env });
    const room = await makeClass(node.url, { students: people });
    const url = `${node.url}/ws/live/${room.session.code}`;
    const students = await inParallel(room.students, 20, ({ token }) => LiveClient.open(url, token));
    const commits = () => metric(node.url, room.teacher, "lectern_node_commits_total");
    const before = await commits();
    const times = await Promise.all(students.map((each) => each.time("feedback.give", { feedback_type: "OK" })));
    const needed = (await commits()) - before;
    expect(needed).toBeGreaterThan(0);
    expect(needed).toBeLessThan(people / 2);
    figure("H6", { what: "200 press at once, p99", value: percentile(times, 99), unit: "ms", atMost: 100 });
    figure("H6", { what: "commits for 200 commands", value: needed, unit: "commits", atMost: 100 });
    for (const each of students) each[Symbol.dispose]();
  });

  test("H5 a rolling restart: everyone is back soon, and hears the teacher's next step", async () => {
    await using school = await openSchool();
    const { nodes, balancer, start, people } = school;
    const acknowledged = await talkWhile(people, async () => {
      for (const n of [0, 1]) {
        const gone = nodes[n] as ServerProcess;
        const by = await start();
        balancer.ports = nodes.filter((node) => node !== gone).map(portOf);
        expect(await gone.stop()).toBe(0);
        await replace(balancer, nodes, { gone, by });
      }
    });
    await expectHistory(people, acknowledged);
    const longest = Math.max(...people.map(({ longestGap }) => longestGap));
    figure("H5", { what: "the longest time without a connection", value: longest / 1000, unit: "s", atMost: 2 });
  });
});
