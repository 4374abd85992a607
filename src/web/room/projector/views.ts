/** Which views of the projector the teacher can choose. */
import type { Room } from "../../../client/fold/index.ts";
import type { ScreenView } from "../../../features/screen.ts";

/** The feature that each view shows, if it is an optional one. */
const features = { step: "steps", feedback: "feedback", questions: "questions", poll: "polls" } as const;

/** The views that this class has; a view without its feature would show what `auto` does. */
export const viewsOf = ({
  session,
  groups,
}: {
  session: Pick<Room["session"], "features">;
  groups: Pick<Room["groups"], "count">;
}): ScreenView[] => [
  "auto",
  "code",
  ...(["step", "feedback", "questions", "poll"] as const).filter((view) => session.features.includes(features[view])),
  ...(groups.count > 0 ? (["groups"] as const) : []),
  "blank",
];
