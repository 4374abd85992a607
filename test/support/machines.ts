/** Runs the programs for other systems on this one: Windows' by Wine, those for ARM by qemu. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile, type Target } from "../../scripts/compile.ts";
import { findQemu, findWine } from "../../scripts/prepare.ts";
import { outcomeOf } from "./child-process.ts";
import { temporaryFolder } from "./class.ts";

/** A compiled program for another system. */
export interface Machine extends AsyncDisposable {
  /** A script that runs the program by the emulator, with the same arguments. */
  readonly program: string;
  /** The compiled program itself. */
  readonly file: string;
}

/** Compiles the program for a target, and writes a script that runs it by `emulator`. */
async function prepare(folder: string, target: Target, emulator: string): Promise<{ program: string; file: string }> {
  const file = await compile(join(folder, "lectern"), target);
  const program = join(folder, "run");
  writeFileSync(program, `#!/bin/sh\nexec ${emulator} '${file}' "$@"\n`);
  chmodSync(program, 0o755);
  return { program, file };
}

/** The program for Linux on ARM, run by qemu. */
export async function openArm(): Promise<Machine> {
  const found = findQemu();
  if (!found) throw new Error("qemu for ARM is not installed");
  const folder = temporaryFolder();
  const paths = await prepare(folder.path, "linux-arm64", `${found.qemu} -L ${found.libraries}`);
  return { ...paths, [Symbol.asyncDispose]: async () => folder[Symbol.dispose]() };
}

/** The program for Windows, run by Wine in an installation of its own. */
export interface WindowsMachine extends Machine {
  /** Starts a program of Windows; the name of one of Windows' own, or a path. */
  start(program: string, ...args: string[]): Bun.Subprocess<"ignore", "pipe", "inherit">;
  /** Runs `console.c`, and returns what it prints. Throws if it fails. */
  console(...args: string[]): Promise<string>;
  /** Opens the program in a console of its own, as a double click does. */
  open(...args: string[]): Promise<InConsole>;
}

/** A program in a console of its own. */
export interface InConsole {
  /** The id by which Windows knows it. */
  readonly pid: string;
  /** Its exit code. */
  readonly exited: Promise<number>;
  /** The text of its console, once that has `text` in it. */
  shows(text: string): Promise<string>;
}

/** A path as Wine's programs see it. */
export const windowsPath = (path: string): string => `Z:${path.replaceAll("/", "\\")}`;

export async function openWindows(): Promise<WindowsMachine> {
  const found = findWine();
  if (!found) throw new Error("Wine is not installed");
  const { wine, compiler } = found;
  const folder = temporaryFolder();
  const prefix = join(folder.path, "prefix");
  const env = { ...process.env, WINEPREFIX: prefix, WINEDEBUG: "-all" };
  const sources = join(import.meta.dir, "windows");
  const helper = join(folder.path, "console.exe");
  const run = async (command: string[]) => {
    const child = Bun.spawn(command, { env, stdio: ["ignore", "pipe", "pipe"] });
    const { exit, out, err } = await outcomeOf(child);
    if (exit !== 0) throw new Error(`${command.join(" ")}: ${exit}\n${out}${err}`);
    return out;
  };
  mkdirSync(prefix);
  const library = join(folder.path, "bcryptprimitives.dll");
  await run([compiler, "-shared", "-o", library, join(sources, "bcryptprimitives.c"), "-ladvapi32"]);
  await run([compiler, "-municode", "-o", helper, join(sources, "console.c")]);
  await run([wine, "wineboot", "-i"]);
  // Consoles and windows without a display.
  await run([wine, "reg", "add", "HKCU\\Software\\Wine\\Drivers", "/v", "Graphics", "/d", "null", "/f"]);
  const set = `env WINEPREFIX='${prefix}' WINEDEBUG=-all ${wine}`;
  const paths = await prepare(folder.path, "windows-x64", set);
  const start: WindowsMachine["start"] = (program, ...args) =>
    Bun.spawn([wine, program, ...args], { env, stdio: ["ignore", "pipe", "inherit"], cwd: folder.path });
  const control = (...args: string[]) => run([wine, helper, ...args]);
  return {
    ...paths,
    start,
    console: control,
    async open(...args) {
      const child = start(helper, "run", windowsPath(paths.file), ...args);
      const lines = child.stdout.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
      const next = async (pattern: RegExp) => {
        for (let text = ""; ; ) {
          const { value, done } = await lines.next();
          text += value ?? "";
          const [, found] = pattern.exec(text) ?? [];
          if (found !== undefined) return found;
          if (done) throw new Error(`it did not start: ${text}`);
        }
      };
      const pid = await next(/pid (\d+)\r?\n/);
      return {
        pid,
        exited: next(/exit (\d+)\r?\n/).then(Number),
        async shows(text) {
          for (;;) {
            // A program that has just started is not in its console yet.
            const screen = await control("screen", pid).catch(() => "");
            if (screen.includes(text)) return screen;
            await Bun.sleep(100);
          }
        },
      };
    },
    async [Symbol.asyncDispose]() {
      const server = ["wineserver64", "wineserver"].map((name) => join(wine, "..", name)).find(existsSync);
      await run([server ?? "wineserver", "-k"]).catch(() => {});
      folder[Symbol.dispose]();
    },
  };
}

/** The address of the server on a data folder, once it runs. */
export async function addressOf(data: string): Promise<string> {
  const file = join(data, "running.json");
  for (;;) {
    if (existsSync(file)) {
      const text = readFileSync(file, "utf8");
      if (text.endsWith("}")) return JSON.parse(text).url.replace("localhost", "127.0.0.1");
    }
    await Bun.sleep(50);
  }
}
