/** Compiles the program into one file: Bun, our code, the pages and the migrations. */
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./prepare.ts";

/** The machines that a release is for, by the name in its file. */
export const targets = {
  "windows-x64": "bun-windows-x64",
  "macos-arm64": "bun-darwin-arm64",
  "macos-x64": "bun-darwin-x64",
  "linux-x64": "bun-linux-x64",
  "linux-arm64": "bun-linux-arm64",
} as const satisfies Record<string, Bun.Build.CompileTarget>;
export type Target = keyof typeof targets;

/** Compiles into `outfile` (`.exe` is added for Windows), for `target` or this machine; gives the path it wrote. */
export async function compile(outfile: string, target?: Target): Promise<string> {
  mkdirSync(dirname(outfile), { recursive: true });
  const { outputs } = await Bun.build({
    entrypoints: [join(root, "src/main.ts")],
    minify: { syntax: true, whitespace: true },
    sourcemap: "none",
    define: { "process.env.NODE_ENV": '"production"' },
    compile: {
      outfile,
      ...(target && { target: targets[target] }),
      // Each lies beside the bundle under its folder's own name: `web`, `migrations`.
      assets: [join(root, "dist/web"), join(root, "src/store/migrations")],
      // What lies in the folder it is started from is none of its business.
      autoloadDotenv: false,
      autoloadBunfig: false,
      autoloadTsconfig: false,
      autoloadPackageJson: false,
    },
  });
  const [output] = outputs;
  if (!output) throw new Error(`nothing was compiled for ${target ?? "this machine"}`);
  return output.path;
}
