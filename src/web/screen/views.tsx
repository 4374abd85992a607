/**
 * The views of the projector, and which of them `auto` shows. A view is a literal here; one whose feature the session does
 * not use is not ready, and the projector shows what `auto` would.
 */
import type { ComponentChildren } from "preact";
import type { ScreenView } from "../../features/screen.ts";
import { CodeView } from "./code-view.tsx";
import { FeedbackView } from "./feedback-view.tsx";
import { GroupsView } from "./groups-view.tsx";
import { isPickDue, isPickOverChoice } from "./pick-due.ts";
import { PickView } from "./pick-view.tsx";
import { isRecent, PollView } from "./poll-view.tsx";
import { QuestionsView } from "./questions-view.tsx";
import type { Shown } from "./shown.ts";
import { StepView } from "./step-view.tsx";

interface View {
  /** Whether there is something to show. */
  readonly isReady: (shown: Shown) => boolean;
  /** Whether `auto` chooses it, if it is ready and no view above it was chosen. */
  readonly isDue?: (shown: Shown) => boolean;
  readonly show: (shown: Shown) => ComponentChildren;
  /** Whether it shows the join code large, so that the one in the corner is not needed. */
  readonly hasCode?: true;
}

/** In the order in which `auto` asks them. */
const views: { readonly [Name in Exclude<ScreenView, "auto">]: View } = {
  pick: {
    isReady: ({ picks }) => picks != null,
    isDue: isPickDue,
    show: (shown) => <PickView shown={shown} />,
  },
  poll: {
    isReady: ({ polls }) => polls != null,
    isDue: ({ polls }) => polls != null && isRecent(polls),
    show: (shown) => <PollView shown={shown} />,
  },
  groups: { isReady: ({ groups }) => groups != null, show: (shown) => <GroupsView shown={shown} /> },
  step: {
    isReady: ({ steps }) => steps?.step != null,
    isDue: ({ session }) => session.status !== "WAITING",
    show: (shown) => <StepView shown={shown} />,
  },
  code: { isReady: () => true, isDue: () => true, show: (shown) => <CodeView shown={shown} />, hasCode: true },
  feedback: { isReady: ({ feedback }) => feedback != null, show: (shown) => <FeedbackView shown={shown} /> },
  questions: { isReady: ({ questions }) => questions != null, show: (shown) => <QuestionsView shown={shown} /> },
  blank: { isReady: () => true, show: ({ session }) => <h1 class="sr-only">{session.title}</h1> },
};

/**
 * Returns the view to show: the teacher's choice if it is ready, otherwise what `auto` chooses. A student who is picked
 * after the choice is shown instead of it, but a blank projector stays blank.
 */
export function viewOf(shown: Shown): View & { readonly name: keyof typeof views } {
  const { view } = shown.screen;
  if (view !== "auto" && isPickOverChoice(shown)) return { ...views.pick, name: "pick" };
  if (view !== "auto" && views[view].isReady(shown)) return { ...views[view], name: view };
  const due = Object.entries(views).find(([, { isReady, isDue }]) => isReady(shown) && isDue?.(shown));
  const name = (due?.[0] ?? "code") as keyof typeof views;
  return { ...views[name], name };
}
