/**
 * docs/INSTALL.md, followed by its own commands on a fresh folder: installed from a release, updated from the data of older
 * versions, backed up, and rolled back. `sudo` and `systemctl` are stand-ins that work below that folder.
 */
import { Database } from "bun:sqlite";
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../package.json";
import { deployFiles } from "../../scripts/manifests.ts";
import { buildProgram, root } from "../../scripts/prepare.ts";
import { versions, writeOld } from "../store/written-by/open.ts";
import { outcomeOf } from "../support/child-process.ts";
import { caller, temporaryFolder } from "../support/class.ts";
import { makeNewer } from "../support/old-data.ts";

setDefaultTimeout(60_000);

const page = readFileSync(join(root, "docs/INSTALL.md"), "utf8");

/** The blocks of commands below a heading, in order. */
function blocksBelow(heading: string): string[] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  return Array.from(section.matchAll(/```\n([\s\S]*?)```/g), ([, block = ""]) => block);
}
/** The commands to check a download are above all headings. */
const [check = ""] = Array.from(
  page.split(/^## /m)[0]?.matchAll(/```\n([\s\S]*?)```/g) ?? [],
  ([, block = ""]) => block,
);
const [install = ""] = blocksBelow("Linux with systemd");
const [update = "", goBack = ""] = blocksBelow("Updating");

/** `sudo`, with absolute paths below `$ROOT`; and `systemctl`, which starts and stops what the unit says. */
const standIns = `
set -euo pipefail
# A loop must not outlive a test that has timed out.
wait_for() {
  local deadline=$((SECONDS + 30))
  until "$@"; do
    if ((SECONDS >= deadline)); then echo "waited in vain: $*" >&2; return 1; fi
    sleep 0.02
  done
}
has_ended() { ! kill -0 "$1" 2>/dev/null; }
has_file_or_ended() { [ -e "$1" ] || has_ended "$2"; }
sudo() {
  local args=() word
  for word in "$@"; do
    case $word in /*) word=$ROOT$word;; --reference=/*) word=--reference=$ROOT\${word#--reference=};; esac
    args+=("$word")
  done
  "\${args[@]}"
}
systemctl() {
  local unit=$ROOT/etc/systemd/system/lectern.service
  local data=$ROOT$(sed -n 's/^Environment=LECTERN_DATA=//p' "$unit")
  case $1 in
    stop)
      kill -TERM "$(cat "$ROOT/pid")"
      wait_for has_ended "$(cat "$ROOT/pid")";;
    enable|start)
      mkdir -p "$data"
      ( set -a; . "$ROOT/etc/lectern.env"; LECTERN_DATA=$data
        exec $ROOT$(sed -n 's/^ExecStart=//p' "$unit") ) >"$ROOT/journal" 2>&1 </dev/null &
      local pid=$!
      echo $pid >"$ROOT/pid"
      # A unit of Type=simple is started at once; whoever reads the link waits a moment.
      wait_for has_file_or_ended "$data/running.json" $pid
      [ -e "$data/running.json" ] || { cat "$ROOT/journal" >&2; return 1; }
      wait_for test -e "$data/teacher-link";;
  esac
}
`;

describe.skipIf(process.platform !== "linux")("a machine with systemd", () => {
  const fresh = temporaryFolder();
  const release = join(fresh.path, "release");
  const system = join(fresh.path, "root");
  const data = join(system, "var/lib/lectern");

  /** Runs a block of commands of the page, in the folder of the release. */
  async function follow(block: string): Promise<{ exit: number; out: string; err: string }> {
    expect(block).not.toBe("");
    const child = Bun.spawn(["bash", "-c", standIns + block], {
      cwd: release,
      env: { PATH: `${system}/usr/local/bin:${process.env.PATH}`, ROOT: system, LECTERN_MDNS: "false" },
      stdout: "pipe",
      stderr: "pipe",
    });
    return outcomeOf(child);
  }
  const succeed = async (block: string) => {
    const { exit, out, err } = await follow(block);
    expect([exit, exit === 0 ? "" : err]).toEqual([0, ""]);
    return out;
  };
  const call = () => caller(JSON.parse(readFileSync(join(data, "running.json"), "utf8")).url);
  /** Signs in with the link that the program writes; returns the answer. */
  const signIn = async (link = readFileSync(join(data, "teacher-link"), "utf8")) => {
    const key = decodeURIComponent(/#key=(\S+)/.exec(link)?.[1] ?? "");
    return call()("POST", "/api/auth/key", undefined, { key });
  };
  const running = () => existsSync(join(data, "running.json"));
  const stop = () => succeed("sudo systemctl stop lectern\n");
  /** A machine on which this version runs on the data of another one. */
  async function runOn(write: () => void): Promise<void> {
    if (running()) await stop();
    Bun.spawnSync(["rm", "-rf", data, join(release, "before-update.tar")]);
    write();
  }

  beforeAll(async () => {
    // As `scripts/release.ts` makes it, with one program.
    const program = await buildProgram();
    for (const folder of [release, join(system, "usr/local/bin"), join(system, "etc/systemd/system")]) {
      mkdirSync(folder, { recursive: true });
    }
    copyFileSync(program, join(release, `lectern-${version}-linux-x64`));
    for (const name of deployFiles) copyFileSync(join(root, "deploy", name), join(release, name));
    writeFileSync(join(release, "lectern.1"), Bun.spawnSync([program, "manual"]).stdout);
    const sum = (name: string) =>
      new Bun.CryptoHasher("sha256").update(readFileSync(join(release, name))).digest("hex");
    const sums = readdirSync(release).map((name) => `${sum(name)}  ${name}\n`);
    writeFileSync(
      join(release, "SHA256SUMS"),
      `${sums.join("")}${"0".repeat(64)}  lectern-${version}-windows-x64.exe\n`,
    );
    writeFileSync(join(system, "etc/lectern.env"), "LECTERN_PORT=0\nLECTERN_HOST=127.0.0.1\n");
  }, 120_000);
  afterAll(async () => {
    if (running()) await stop();
    fresh[Symbol.dispose]();
  });

  test("is installed from nothing, and the link signs the teacher in", async () => {
    expect(await succeed(check)).toContain(`lectern-${version}-linux-x64: OK`);
    const { status, body } = await signIn(await succeed(install));
    expect([status, body.user?.role]).toEqual([200, "teacher"]);
    expect(statSync(join(system, "usr/local/share/man/man1/lectern.1")).size).toBeGreaterThan(1000);
    await stop();
    expect(running()).toBe(false);
  });

  /** Updates a machine from the data of an older version, and checks that nothing is lost. */
  async function updateFrom(old: (typeof versions)[number]): Promise<void> {
    await runOn(() => writeOld(old, data));
    await succeed("sudo systemctl start lectern\n");
    const teacher = (await signIn()).body.token;
    const before = (await call()("GET", "/api/sessions", teacher)).body;
    expect(before.length).toBeGreaterThan(0);
    expect(readdirSync(join(data, "backups")).length).toBe(1);
    expect(await succeed(update)).toContain("No session is open.");
    expect((await call()("GET", "/api/sessions", teacher)).body.length).toBe(before.length);
    expect(existsSync(join(release, "before-update.tar"))).toBe(true);
  }

  test.each(versions)("is updated from the data of %s, with a backup from before", updateFrom);

  test("goes back to the backup after an update: this version does not open what a newer one has written", async () => {
    // The test before has updated it, unless this one runs alone.
    if (!existsSync(join(release, "before-update.tar"))) {
      if (!existsSync(join(system, "usr/local/bin/lectern"))) {
        await succeed(install);
        await stop();
      }
      await updateFrom(versions[0] as (typeof versions)[number]);
    }
    const teacher = (await signIn()).body.token;
    const codesOf = async (token: string) => (await call()("GET", "/api/sessions", token)).body.map(codeOf);
    const before = await codesOf(teacher);
    const made = await call()("POST", "/api/sessions", teacher, { title: "After the backup", code: "AFTER1" });
    expect(made.status).toBe(201);
    await stop();
    makeNewer(data);
    const failed = await follow("sudo systemctl start lectern\n");
    expect([failed.exit, failed.err]).toEqual([1, expect.stringContaining("A newer version of Lectern has written")]);
    // It does not run, so there is nothing to stop.
    await succeed(goBack.replace("sudo systemctl stop lectern\n", ""));
    expect(await codesOf((await signIn()).body.token)).toEqual(before);
    expect(readdirSync(data).filter((name) => name.startsWith("replaced-")).length).toBe(1);
    using sqlite = new Database(join(data, "lectern.db"), { readonly: true });
    const restores = "SELECT count(*) AS count FROM audit WHERE action = 'data.restore'";
    expect(sqlite.query(restores).get()).toEqual({ count: 1 });
  });
});

const codeOf = ({ code }: { code: string }) => code;
