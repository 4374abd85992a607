/** A folder outside of the repository that has installed the package from a server, as its README says. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildClient, buildWeb, root } from "../../scripts/prepare.ts";
import { linesOf, outcomeOf } from "../support/child-process.ts";
import { temporaryFolder } from "../support/class.ts";

/** A program that runs in the project: its lines of output. */
export interface Running extends AsyncDisposable {
  /** The next line it prints. */
  next(): Promise<string>;
  /** All lines from here to its end. Throws what it wrote to stderr if it failed. */
  rest(): Promise<string[]>;
}

export interface Project extends Disposable {
  readonly path: string;
  write(name: string, text: string): void;
  /** Runs a program to its end; throws its output if it fails. */
  run(...command: string[]): Promise<string>;
  start(command: readonly string[], env?: Record<string, string>): Running;
}

/** Makes a project and installs the package from the server at `url`; `ws` comes from this repository. */
export async function openProject(url: string): Promise<Project> {
  const folder = temporaryFolder();
  const spawn = (command: readonly string[], env: Record<string, string> = {}) =>
    Bun.spawn([...command], { cwd: folder.path, env: { ...process.env, ...env }, stdout: "pipe", stderr: "pipe" });
  const project: Project = {
    path: folder.path,
    write: (name, text) => writeFileSync(join(folder.path, name), text),
    async run(...command) {
      const child = spawn(command);
      const { exit, out, err } = await outcomeOf(child);
      if (exit !== 0) throw new Error(`${command.join(" ")}:\n${out}${err}`);
      return out;
    },
    start(command, env) {
      const child = spawn(command, env);
      const errors = new Response(child.stderr).text();
      const lines = linesOf(child.stdout);
      return {
        async next() {
          const { value, done } = await lines.next();
          if (done) throw new Error(`${command.join(" ")} ended: ${await errors}`);
          return value;
        },
        async rest() {
          const all = await Array.fromAsync(lines);
          if ((await child.exited) !== 0) throw new Error(`${command.join(" ")}: ${await errors}`);
          return all;
        },
        async [Symbol.asyncDispose]() {
          child.kill("SIGKILL");
          await child.exited;
        },
      };
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
  project.write("package.json", JSON.stringify({ private: true, type: "module" }));
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  await project.run("npm", "install", ...quiet, `${url}/client.tgz`, join(root, "node_modules/ws"));
  return project;
}

/** Builds what a server needs to serve the package. */
export async function buildPackage(): Promise<string> {
  await buildWeb();
  return buildClient();
}
