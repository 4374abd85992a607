import { afterAll, expect, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../scripts/prepare.ts";
import { teacherKey, temporaryFolder } from "../support/class.ts";
import { addressOf } from "../support/machines.ts";
import { makeClass } from "../support/program.ts";
import { proving } from "../support/proof.ts";
import { TestSocket } from "../support/socket.ts";

/** An instruction of a Dockerfile, with its continued lines. */
interface Step {
  readonly name: string;
  readonly rest: string;
}

/** The instructions of each stage of the Dockerfile. */
function stages(): Step[][] {
  const text = readFileSync(join(root, "Dockerfile"), "utf8")
    .replace(/^#.*\n/gm, "")
    .replace(/\\\n\s*/g, " ");
  const steps = text
    .split("\n")
    .filter(Boolean)
    .map((line): Step => ({ name: line.split(" ", 1)[0] ?? "", rest: line.slice(line.indexOf(" ") + 1).trim() }));
  const starts = steps.flatMap(({ name }, n) => (name === "FROM" ? [n] : []));
  return starts.map((start, n) => steps.slice(start, starts[n + 1]));
}

const run = (command: readonly string[], options: { cwd?: string; env?: Record<string, string | undefined> } = {}) => {
  const { exitCode, stderr } = Bun.spawnSync([...command], { ...options, stdout: "ignore", stderr: "pipe" });
  if (exitCode !== 0) throw new Error(`${command.join(" ")}: ${exitCode}\n${stderr}`);
};

/** Copies the files that Docker would send to the build: those that .dockerignore does not name. */
function copyContext(to: string): void {
  const ignored = readFileSync(join(root, ".dockerignore"), "utf8").split("\n").filter(Boolean);
  const globs = ignored.map((line) => new Bun.Glob(line));
  // Names without a slash are those of the root only.
  const isIgnored = (path: string) => globs.some((glob) => glob.match(path));
  cpSync(root, to, {
    recursive: true,
    filter: (from) => from === root || dirname(from) !== root || !isIgnored(from.slice(root.length + 1)),
  });
}

/** What a program for glibc needs of Debian: its loader and four libraries. */
const libraries = ["libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0"];

const canRun =
  process.platform === "linux" &&
  process.arch === "x64" &&
  existsSync("/lib/x86_64-linux-gnu/libc.so.6") &&
  Bun.spawnSync(["unshare", "--mount", "--pid", "--fork", "true"], { stderr: "ignore" }).success;

const folders: Disposable[] = [];
afterAll(() => {
  for (const folder of folders) folder[Symbol.dispose]();
});

test.skipIf(!proving || !canRun)(
  "F8 the Dockerfile's steps, done by hand, make a root in which a class runs",
  async () => {
    const folder = temporaryFolder();
    folders.push(folder);
    const [build, image, readOnly] = ["build", "image", "mounted"].map((name) => join(folder.path, name)) as [
      string,
      string,
      string,
    ];
    const [first = [], last = []] = stages();

    // The first stage: its folder `/lectern` is `build`. Bun is the one that runs this.
    const context = join(folder.path, "context");
    copyContext(context);
    mkdirSync(build);
    const env = { ...process.env, PATH: `${join(root, "node_modules/.bin")}:${process.env.PATH}` };
    for (const { name, rest } of first) {
      if (name === "COPY") {
        const paths = rest.split(" ");
        for (const path of paths.slice(0, -1)) cpSync(join(context, path), join(build, path), { recursive: true });
      } else if (name === "RUN" && !rest.startsWith("npm install")) {
        run(["sh", "-c", rest.replace(" /data", ` '${folder.path}/data'`)], { cwd: build, env });
      }
    }

    // The last stage, on what a program needs of Debian.
    for (const path of ["lib64", "lib/x86_64-linux-gnu", "usr/local/bin", "tmp", "proc", "dev", "data"]) {
      mkdirSync(join(image, path), { recursive: true });
    }
    cpSync("/lib64/ld-linux-x86-64.so.2", join(image, "lib64/ld-linux-x86-64.so.2"), { dereference: true });
    for (const name of libraries) {
      const path = `lib/x86_64-linux-gnu/${name}`;
      if (existsSync(`/${path}`)) cpSync(`/${path}`, join(image, path), { dereference: true });
    }
    rmSync(join(image, "data"), { recursive: true });
    const settings: Record<string, string> = {};
    let user = "";
    for (const { name, rest } of last) {
      if (name === "COPY") {
        const options = rest.split(" ").filter((word) => word.startsWith("--"));
        const paths = rest.split(" ").filter((word) => !word.startsWith("--"));
        const target = paths.at(-1) ?? "";
        for (const path of paths.slice(0, -1)) {
          const from = path === "/data" ? join(folder.path, "data") : path.replace("/lectern", build);
          const to = join(image, target, target.endsWith("/") ? (path.split("/").at(-1) ?? "") : "");
          cpSync(from, to, { recursive: true });
          const owner = options.map((option) => /^--chown=(.*)$/.exec(option)?.[1]).find(Boolean);
          if (owner) run(["chown", "-R", owner, to]);
        }
      } else if (name === "ENV") {
        const [variable = "", value = ""] = rest.split("=");
        settings[variable] = value;
      } else if (name === "USER") user = rest;
    }
    expect(statSync(join(image, "data")).mode & 0o777).toBe(0o700);
    for (const name of ["LICENSE", "THIRD_PARTY_NOTICES.txt", "sbom.cdx.json"]) {
      expect(statSync(join(image, "usr/share/doc/lectern", name)).size).toBeGreaterThan(500);
    }

    // Run as compose does: read-only apart from /data, the user of the image, process 1 of its own namespace.
    mkdirSync(readOnly);
    const [uid, gid] = user.split(":");
    const inside = `mount --make-rprivate / && mount --bind '${image}' '${readOnly}' &&
    mount --bind '${image}/data' '${readOnly}/data' && mount -o remount,bind,ro '${readOnly}' &&
    mount -t proc proc '${readOnly}/proc' && mount --bind /dev '${readOnly}/dev' &&
    exec chroot --userspec=${uid}:${gid} '${readOnly}' /usr/local/bin/lectern "$@"`;
    const serve = ["serve", "--port", "0", "--host", "127.0.0.1"];
    const server = Bun.spawn(
      ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", inside, "lectern", ...serve],
      {
        env: { ...settings, PATH: process.env.PATH, LECTERN_TEACHER_KEY: teacherKey },
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
    try {
      const data = join(image, "data");
      const url = await addressOf(data);
      const room = await makeClass(url, { students: 1 });
      const phone = await TestSocket.open(`${url}/ws/live/${room.session.code}`, room.students[0]?.token);
      await phone.until("welcome");
      expect(statSync(join(data, "lectern.db")).uid).toBe(Number(uid));
      expect((await fetch(`${url}/docs/guide`)).status).toBe(200);
      // Process 1 of its namespace gets SIGTERM, as by `docker stop`.
      const pid = Number(readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, "utf8").trim());
      process.kill(pid, "SIGTERM");
      expect([(await phone.closed).code, await server.exited]).toEqual([1001, 0]);
      expect(existsSync(join(data, "lectern.db-wal"))).toBe(false);
    } finally {
      server.kill("SIGKILL");
      await server.exited;
    }
  },
);
