/** `lectern licenses`: the licences of everything in the program, and the list of its parts for tools. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { command, Refusal } from "./command.ts";

const folder = join(import.meta.dir, Bun.isStandaloneExecutable ? "notices" : "../../dist/notices");

export const licenses = command("licenses", "Print the licences of everything that the program contains")
  .option("--sbom", "Print the list of its parts as CycloneDX (JSON)")
  .action(async ({ sbom }) => {
    const file = join(folder, sbom ? "sbom.cdx.json" : "THIRD_PARTY_NOTICES.txt");
    if (!existsSync(file)) throw new Refusal("the notices are made with the program: run bun run build first.");
    process.stdout.write(await Bun.file(file).text());
  });
