/**
 * Prepares a fresh clone: packages, the built web client, a browser for the tests. Runs with nothing installed, so it
 * imports only what comes with Bun.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The project's folder. */
export const root = join(import.meta.dir, "..");
/** The Bun that runs this, which may not be on the PATH. */
export const bun = process.execPath;

/** Runs a command in the project's folder with its output shown; returns its exit code, 1 if a signal ended it. */
export async function run(command: readonly string[], env: Record<string, string> = {}): Promise<number> {
  const child = Bun.spawn([...command], {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit"],
    env: { ...process.env, ...env },
  });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, pass);
  await child.exited;
  for (const signal of signals) process.off(signal, pass);
  return child.exitCode ?? 1;
}

/** Prints one line and ends the script with 1. */
export function fail(line: string): never {
  console.error(`\n${line}`);
  process.exit(1);
}

/** Installs the packages of `bun.lock`, unless they were installed from the same lock file. */
export async function installPackages(): Promise<void> {
  const stamp = join(root, "node_modules/.lectern-installed");
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "bun.lock")))
    .update(readFileSync(join(root, "package.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.error("Installing packages (once, and when they change) …");
  if ((await run([bun, "install", "--frozen-lockfile"])) !== 0) {
    fail("The packages could not be installed. The first start needs the internet; the ones after it do not.");
  }
  mkdirSync(join(root, "node_modules"), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** The sources of the built web client: it also has the guide's style sheet and the package `@lectern/client`. */
export const webSources: readonly string[] = ["src", "docs", "scripts", "bun.lock", "package.json"];

/** Builds the web client, unless the build is newer than its sources. */
export async function buildWeb(): Promise<void> {
  const built = join(root, "dist/web/index.html");
  const newest = Math.max(...webSources.map((source) => newestChange(join(root, source))));
  if (existsSync(built) && statSync(built).mtimeMs > newest) return;
  console.error("Building the pages …");
  if ((await run([bun, join(root, "scripts/build-web.ts")])) !== 0) fail("The pages could not be built.");
}

/** Builds the package `@lectern/client`, unless it is newer than its sources; returns its folder. */
export async function buildClient(): Promise<string> {
  const folder = join(root, "dist/client");
  const built = join(folder, "package.json");
  const newest = Math.max(
    ...["src", "scripts", "bun.lock", "package.json"].map((path) => newestChange(join(root, path))),
  );
  // In a child process, for the reason below.
  if (!existsSync(built) || statSync(built).mtimeMs <= newest)
    await run([bun, join(root, "scripts/client-package.ts")]);
  if (!existsSync(built)) throw new Error("The client package could not be built.");
  return folder;
}

/** Compiles the program for this machine, unless it is newer than its sources; returns its path. */
export async function buildProgram(): Promise<string> {
  const built = join(root, "dist", process.platform === "win32" ? "lectern.exe" : "lectern");
  const sources = ["src", "docs", "dist/web", "bun.lock", "package.json", "scripts/compile.ts"];
  const newest = Math.max(...sources.map((source) => newestChange(join(root, source))));
  // In a child process: packages installed while this process runs cannot be bundled here.
  if (!existsSync(built) || statSync(built).mtimeMs <= newest) await run([bun, join(root, "scripts/build.ts")]);
  if (!existsSync(built)) throw new Error("The program could not be built.");
  return built;
}

/** When the newest file of a folder, or this file, was changed: milliseconds since 1970, 0 if it does not exist. */
function newestChange(path: string): number {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

/** The path of Chromium: `LECTERN_CHROMIUM`, or the first of its common names on the PATH. */
export function findChromium(): string | undefined {
  const candidates = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
  return (
    process.env.LECTERN_CHROMIUM || candidates.map((name) => Bun.which(name)).find((path) => path !== null) || undefined
  );
}

/** The path of Firefox. */
export const findFirefox = (): string | undefined =>
  ["firefox-esr", "firefox"].map((name) => Bun.which(name)).find((path) => path !== null) ?? undefined;

/** WebKit: the driver, a browser that it drives (Debian's MiniBrowser), and a display for it. */
export function findWebKit(): { driver: string; browser: string; display: string } | undefined {
  const driver = Bun.which("WebKitWebDriver");
  const display = Bun.which("Xvfb");
  const libraries = ["/usr/lib", "/usr/libexec"].filter(existsSync);
  const browser = libraries
    .flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))])
    .flatMap((folder) => ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"].map((name) => join(folder, name)))
    .map((folder) => join(folder, "MiniBrowser"))
    .find(existsSync);
  return driver && display && browser ? { driver, browser, display } : undefined;
}

/** Wine for 64-bit programs of Windows, and the compiler that builds what it lacks. */
export function findWine(): { wine: string; compiler: string } | undefined {
  // Debian's package `wine64` alone is not on the PATH.
  const wine = Bun.which("wine64") ?? ["/usr/lib/wine/wine64"].find(existsSync);
  const compiler = Bun.which("x86_64-w64-mingw32-gcc");
  return wine && compiler ? { wine, compiler } : undefined;
}

/** qemu for programs of Linux on 64-bit ARM, and the folder of their libraries. */
export function findQemu(): { qemu: string; libraries: string } | undefined {
  const qemu = Bun.which("qemu-aarch64-static");
  const libraries = "/usr/aarch64-linux-gnu";
  const needed = ["lib/ld-linux-aarch64.so.1", "lib/libstdc++.so.6", "lib/libgcc_s.so.1"];
  return qemu && needed.every((name) => existsSync(join(libraries, name))) ? { qemu, libraries } : undefined;
}

/** A Python that has the `websockets` package: `LECTERN_TEST_PYTHON`, Debian's, or the first on the PATH. */
export function findPython(): string | undefined {
  const candidates = [process.env.LECTERN_TEST_PYTHON, "/usr/bin/python3", Bun.which("python3")];
  return candidates.find((path) => path && Bun.spawnSync([path, "-c", "import websockets"]).success) || undefined;
}

/** The folder of PostgreSQL's programs, as Debian installs them: the newest version. */
export function findPostgres(): string | undefined {
  const folder = "/usr/lib/postgresql";
  const versions = existsSync(folder) ? readdirSync(folder).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(folder, version, "bin")).find((bin) => existsSync(join(bin, "initdb")));
}

/** The class path of OkHttp as installed by Debian, if there is a Java compiler. */
export function findOkHttp(): string | undefined {
  const jars = ["okhttp", "okio"].map((name) => `/usr/share/java/${name}.jar`);
  return Bun.which("javac") && jars.every((jar) => existsSync(jar)) ? jars.join(":") : undefined;
}

/**
 * Installs the tools of the tests that are not npm packages, if this is Debian and runs as root. `browsers`: Firefox and
 * WebKit, too; `machines`: also what runs the programs of other systems.
 */
export async function installTestTools({ browsers = false, machines = false } = {}): Promise<void> {
  const font = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
  const debian = process.platform === "linux" && Bun.which("apt-get") !== null && process.getuid?.() === 0;
  const missing = [
    ...(findChromium() ? [] : ["chromium"]),
    // A font for the Korean pages.
    ...(existsSync(font) ? [] : ["fonts-noto-cjk"]),
    ...(findPython() ? [] : ["python3-websockets"]),
    ...(findPostgres() ? [] : ["postgresql"]),
    // Isolates the network of the examples, which use port 8000.
    ...(Bun.which("ip") ? [] : ["iproute2"]),
    ...(findOkHttp() ? [] : ["libokhttp-java", ...(Bun.which("javac") ? [] : ["default-jdk-headless"])]),
    ...(Bun.which("curl") ? [] : ["curl"]),
    ...(!browsers || findFirefox() ? [] : ["firefox-esr"]),
    ...(!browsers || findWebKit() ? [] : ["webkit2gtk-driver", "xvfb"]),
    ...(!machines || findWine() ? [] : ["wine64", "gcc-mingw-w64-x86-64"]),
    ...(!machines || findQemu()
      ? []
      : ["qemu-user-static", "libc6-arm64-cross", "libstdc++6-arm64-cross", "libgcc-s1-arm64-cross"]),
  ];
  if (!debian || missing.length === 0) return;
  console.error(`Installing ${missing.join(", ")} for the tests …`);
  const quiet = { DEBIAN_FRONTEND: "noninteractive" };
  await run(["apt-get", "update", "-qq"], quiet);
  await run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", ...missing], quiet);
}
