/** `bun scripts/coverage.ts`: writes docs/COVERAGE.md, the frames of each dialect by event. A test fails if it is out of date. */
import { boardDialects, dialects } from "../src/dialects/index.ts";
import { coverage } from "../src/docs/asyncapi.ts";

/** The document's address. */
export const coverageFile = new URL("../docs/COVERAGE.md", import.meta.url);

/** The document, generated from the dialects: a section per dialect, so that a new one changes no other lines. */
export function coverageDocument(): string {
  const names = [...new Set([...dialects, ...boardDialects].map(({ name }) => name))];
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const events = coverage();
  const section = (name: string) => [
    `## ${name}`,
    "",
    row(["event", "frame", "description"]),
    row(["---", "---", "---"]),
    ...events.flatMap(({ event, about, frames }) =>
      frames[name] ? [row([`\`${event}\``, `\`${frames[name]}\``, about])] : [],
    ),
    "",
  ];
  return [
    "# Frames by dialect",
    "",
    "The frames that the apps receive for the events of a session and of the quality board. An app receives no frame for an",
    "event that its section does not list, because its protocol has none. Generated from the dialects by",
    "`bun scripts/coverage.ts`.",
    "",
    ...names.flatMap(section),
  ].join("\n");
}

if (import.meta.main) await Bun.write(coverageFile, coverageDocument());
