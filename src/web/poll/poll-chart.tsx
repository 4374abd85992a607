/** The chart of a poll that is about one. Its code is loaded with the first such poll. */
import { LazyPage } from "../ui/lazy-page.tsx";
import type { ShownChart } from "./chart-parts.tsx";
import type { VoteInputProps } from "./vote-draft.ts";

const parts = () => import("./chart-parts.tsx");

/** Renders nothing for other polls. */
export const PollChart = ({ poll, wide = false }: { poll: ShownChart; wide?: boolean }) =>
  poll.chart ? (
    <LazyPage load={parts} isPart page={({ ChartOutcome }) => <ChartOutcome poll={poll} wide={wide} />} />
  ) : null;

/** The chart on which a student chooses a point. */
export const ChartPointInput = (props: VoteInputProps) => (
  <LazyPage load={parts} isPart page={({ PointInput }) => <PointInput {...props} />} />
);
