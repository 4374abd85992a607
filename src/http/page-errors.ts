/** The endpoint to which pages report their unhandled errors, and the log line of each. */
import { getLogger } from "@logtape/logtape";
import { z } from "zod";
import { networkOf } from "../domain/network-of.ts";
import { createTokenBuckets } from "../live/token-buckets.ts";
import { defineEndpoint } from "./endpoint.ts";

/**
 * An error of a page: which page, the error's type and where in the code it was thrown. Never its message or an
 * address, which may contain what a user wrote, a name or a class code.
 */
const PageError = z.object({
  /** The first part of the page's path. */
  page: z.string().regex(/^[a-z]{1,10}$/),
  error: z.string().regex(/^[A-Za-z]{1,40}$/),
  /** The innermost stack frames, as `file:line:column`. */
  frames: z.array(z.string().regex(/^[\w-]{1,60}\.js:\d{1,7}:\d{1,9}$/)).max(10),
});

const logger = getLogger(["lectern", "pages"]);
/** Lines of one person, or of one address without a credential: nobody can use up the lines of others. */
const perCaller = { perSecond: 5 / 60, burst: 5 };
/** Lines of all together. */
const inTotal = { perSecond: 1, burst: 60 };

export function pageErrors() {
  const clock = () => performance.now();
  const callers = createTokenBuckets(perCaller, clock);
  const total = createTokenBuckets(inTotal, clock);
  let omitted = 0;
  return [
    defineEndpoint({
      route: "POST /api/page-errors",
      who: "anyone",
      about:
        "Report an unhandled error of a page to the server's log. Reports beyond 5 a minute of one caller are counted only.",
      body: PageError,
      answers: { 204: null },
      handle({ context, body }) {
        const user = context.get("credential")?.user;
        const caller = user ? `user ${user.id}` : networkOf(context.env.address);
        if (callers.take(caller) > 0 || total.take("all") > 0) {
          omitted += 1;
          return;
        }
        const at = body.frames.join(" ") || "an unknown place";
        logger.warn("a page failed: {error} on {page} at {at} ({omitted} more were not shown)", {
          error: body.error,
          /** The first part of the page's path. */
          page: body.page,
          at,
          omitted,
        });
        omitted = 0;
      },
    }),
  ];
}
