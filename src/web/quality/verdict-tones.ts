/** The colour of a verdict on capability. Words say the same wherever it is used. */
import type { Verdict } from "../../domain/spc/capability.ts";

export const verdictTones: Record<Verdict, string> = {
  insufficient: "text-quiet",
  unstable: "text-behind-ink",
  capable: "text-done-ink",
  marginal: "text-behind-ink",
  not_capable: "text-help-ink",
};
