/** Who is expected in a class that repeats an earlier one, and is not there yet. */
import type { Room } from "../../client/fold/index.ts";
import { texts } from "./texts.ts";

/** How many names are shown. */
const maxNames = 30;

export function Expected({ room: { expected } }: { room: Room }) {
  const words = texts.value;
  if (expected.length === 0) return null;
  return (
    <section class="rounded-box border-2 border-dashed border-base-300 px-4 py-3 text-base" aria-label={words.expected}>
      <h3 class="font-semibold">{words.notHereYet(expected.length)}</h3>
      <p class="text-quiet">
        {expected
          .slice(0, maxNames)
          .map(({ nickname }) => nickname)
          .join(", ")}
        {expected.length > maxNames && " …"}
      </p>
    </section>
  );
}
