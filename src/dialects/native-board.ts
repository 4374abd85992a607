/** `lectern-board`, the native dialect of the quality board: events unchanged, for Lectern's own pages. */
import { z } from "zod";
import { IntId, Time } from "../domain/ids.ts";
import { type BoardEventName, boardEvents } from "../domain/spc/events.ts";
import { type BoardDialect, defineBoardDialect } from "./board.ts";
import { message } from "./dialect.ts";
import { native } from "./native.ts";

/** Every event except measurements: updates of the chart contain them, at most ten times a second. */
const follows = {
  "chart.grown": "every",
  "alert.raised": "every",
  "alert.changed": "every",
  "capability.analysed": "every",
  "gauge.changed": "every",
  "product.changed": "every",
} as const satisfies { [K in BoardEventName]?: "every" };

const says = Object.fromEntries(
  Object.keys(follows).map((name) => [
    name,
    message(
      name,
      () => z.object({ at: Time, data: boardEvents[name as BoardEventName].data }),
      ({ at, data }: { at: string; data: never }) => ({ at, data }),
    ),
  ]),
) as BoardDialect["says"];

/** The first frame's data. */
const BoardWelcome = z.object({ server_time: Time, product_id: IntId.nullable() });
export type BoardWelcome = z.output<typeof BoardWelcome>;

export const nativeBoard = defineBoardDialect({
  name: "lectern-board",
  doors: { "/ws/live/spc": { follows }, "/ws/live/spc/:product": { follows } },
  envelope: native.envelope,
  greet: [
    message("welcome", z.object({ data: BoardWelcome }), ({ at, productId }) => ({
      data: { server_time: at, product_id: productId },
    })),
  ],
  hears: {},
  answers: native.answers,
  says,
  fault: native.fault,
});
