/** When the projector shows the student who is picked, instead of something else. */
import type { Shown } from "./shown.ts";

type Parts = Pick<Shown, "picks" | "polls" | "steps" | "screen">;

/** Whether the student was picked after the last poll and the last step began. */
export const isPickDue = ({ picks, polls, steps }: Pick<Parts, "picks" | "polls" | "steps">): boolean =>
  isSince(picks, polls?.changed_at) && isSince(picks, steps?.started_at);

/** Whether the student was picked after the teacher chose the view, and is shown instead: but a blank projector stays blank. */
export const isPickOverChoice = (parts: Parts): boolean =>
  parts.screen.view !== "blank" && isPickDue(parts) && isSince(parts.picks, parts.screen.chosen_at);

const isSince = (pick: Parts["picks"], time: string | null | undefined): boolean =>
  pick != null && (time == null || Date.parse(pick.at) >= Date.parse(time));
