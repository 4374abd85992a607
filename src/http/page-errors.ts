/** The endpoint to which pages report their unhandled errors, and the log line of each. */
import { getLogger } from "@logtape/logtape";
import { z } from "zod";
import { openSampler } from "../domain/sampler.ts";
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
/** At most this many lines in each window: anyone can send reports. */
const burst = 5;
const windowMs = 60_000;

export function pageErrors() {
  const sampler = openSampler({ burst, windowMs });
  return [
    defineEndpoint({
      route: "POST /api/page-errors",
      who: "anyone",
      about: "Report an unhandled error of a page to the server's log. Reports beyond 5 a minute are counted only.",
      body: PageError,
      answers: { 204: null },
      handle({ body }) {
        const { write, omitted } = sampler.take("page error", performance.now());
        if (!write) return;
        const at = body.frames.join(" ") || "an unknown place";
        logger.warn("a page failed: {error} on {page} at {at} ({omitted} more were not shown)", {
          error: body.error,
          /** The first part of the page's path. */
          page: body.page,
          at,
          omitted,
        });
      },
    }),
  ];
}
