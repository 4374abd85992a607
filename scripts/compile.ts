/**
 * Compiles the program into one file: Bun, our code, the pages and the migrations. `bun scripts/compile.ts <outfile>
 * [target]`, and `compile()` for other scripts.
 */
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { hashSources } from "../src/live/state-version.ts";
import { guideFolder, writeGuide } from "./guide-files.ts";
import { noticesFolder, writeNotices } from "./notices.ts";
import { bun, fail, root, run } from "./prepare.ts";

/** The release targets, by the name that the file name contains. */
export const targets = {
  "windows-x64": "bun-windows-x64",
  "macos-arm64": "bun-darwin-arm64",
  "macos-x64": "bun-darwin-x64",
  "linux-x64": "bun-linux-x64",
  // For processors from before 2013, which have no AVX2.
  "linux-x64-baseline": "bun-linux-x64-baseline",
  "linux-arm64": "bun-linux-arm64",
  // For Alpine Linux.
  "linux-x64-musl": "bun-linux-x64-musl",
  "linux-arm64-musl": "bun-linux-arm64-musl",
} as const satisfies Record<string, Bun.Build.CompileTarget>;
export type Target = keyof typeof targets;

/**
 * Compiles into `outfile`, for `target` or this machine, and returns the path it wrote (`.exe` is added for Windows).
 * Runs in a child process: a process that started without node_modules cannot resolve packages that were installed
 * while it ran.
 */
export async function compile(outfile: string, target?: Target): Promise<string> {
  const arguments_ = target ? [outfile, target] : [outfile];
  if ((await run([bun, import.meta.path, ...arguments_])) !== 0) {
    fail(`The program could not be compiled for ${target ?? "this machine"}.`);
  }
  const windows = target ? target.startsWith("windows") : process.platform === "win32";
  return windows ? `${outfile}.exe` : outfile;
}

/** Bundles and compiles, in the child process. */
async function bundle(outfile: string, target: Target | undefined): Promise<void> {
  mkdirSync(dirname(outfile), { recursive: true });
  writeNotices();
  writeGuide();
  // A worker is an entry point of its own.
  const workers = target?.startsWith("windows") ? ["src/cli/windows/sign-out-worker.ts"] : [];
  await Bun.build({
    entrypoints: ["src/main.ts", ...workers].map((path) => join(root, path)),
    minify: { syntax: true, whitespace: true },
    // Parsed and compiled to bytecode here instead of at each start. Top-level await needs the format `esm`.
    bytecode: true,
    format: "esm",
    sourcemap: "none",
    define: { "process.env.NODE_ENV": '"production"', sourcesHash: JSON.stringify(hashSources(join(root, "src"))) },
    compile: {
      outfile,
      ...(target && { target: targets[target] }),
      // In the program, each folder is next to the bundle under its own name: `web`, `migrations`, `notices`, `guide`.
      assets: [join(root, "dist/web"), copyMigrations(), noticesFolder, guideFolder],
      // Ignore configuration files in the folder that the program is started from.
      autoloadDotenv: false,
      autoloadBunfig: false,
      autoloadTsconfig: false,
      autoloadPackageJson: false,
    },
  });
}

/** Copies the migrations without the snapshots that drizzle-kit compares schemas with, 20 times their size. */
function copyMigrations(): string {
  const copy = join(root, "dist/migrations");
  rmSync(copy, { recursive: true, force: true });
  cpSync(join(root, "src/store/migrations"), copy, {
    recursive: true,
    filter: (path) => !path.endsWith("_snapshot.json"),
  });
  return copy;
}

if (import.meta.main) {
  const [outfile, target] = process.argv.slice(2);
  if (outfile === undefined) fail("Usage: bun scripts/compile.ts <outfile> [target]");
  await bundle(outfile, target as Target | undefined);
}
