/** Writes docs/COVERAGE.md: which dialect has a frame for which event. `bun scripts/coverage.ts`; a test says when it is due. */
import { boardDialects, dialects } from "../src/dialects/index.ts";
import { coverage } from "../src/docs/asyncapi.ts";

/** Where the document stands. */
export const coverageFile = new URL("../docs/COVERAGE.md", import.meta.url);

/** The document, from the dialects' own literals. */
export function coverageDocument(): string {
  const names = [...new Set([...dialects, ...boardDialects].map(({ name }) => name))];
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rows = coverage().map(({ event, about, frames }) =>
    row([`\`${event}\``, ...names.map((name) => (frames[name] ? `\`${frames[name]}\`` : "—")), about]),
  );
  return [
    "# What is heard where",
    "",
    "Everything that is told in a session or at the quality board, and the frame by which each app hears of it. Where an app has no frame for",
    "something (—) its clients hear nothing of it: no app is ever sent a frame that its own protocol does not know.",
    "Made from the dialects themselves by `bun scripts/coverage.ts`.",
    "",
    row(["event", ...names, "what it says"]),
    row(["---", ...names.map(() => "---"), "---"]),
    ...rows,
    "",
  ].join("\n");
}

if (import.meta.main) await Bun.write(coverageFile, coverageDocument());
