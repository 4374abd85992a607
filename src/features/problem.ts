/** How a rejected HTTP request is answered: RFC 9457, `application/problem+json`. */
import { z } from "zod";
import { catalogue, type FaultCode } from "./index.ts";

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(Object.keys(catalogue) as [FaultCode, ...FaultCode[]]),
  errors: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .readonly()
    .optional(),
});
export type Problem = z.output<typeof Problem>;
