/** The dialog that compares the draft of a lesson with the version that was saved elsewhere, and asks which one to keep. */
import { StepText } from "../step-text/step-text.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { type Difference, differences, type NumberedStep } from "./differences.ts";
import type { Draft } from "./draft.ts";
import { texts } from "./texts.ts";

interface CompareProps {
  mine: Draft;
  /** The lesson as it is saved. */
  other: Draft;
  onMine: () => void;
  onOther: () => void;
  onClose: () => void;
}

export function Compare({ mine, other, onMine, onOther, onClose }: CompareProps) {
  const words = texts.value;
  return (
    <Dialog title={words.compareTitle} size="wide" onClose={onClose}>
      <p class="text-quiet">{words.compareHint}</p>
      <Differences drafts={[mine, other]} names={[words.mine, words.other]} />
      <div class="flex flex-wrap justify-end gap-3">
        <button type="button" class="btn btn-lg" onClick={onClose}>
          {words.later}
        </button>
        <button type="button" class="btn btn-lg" onClick={onOther}>
          {words.takeOther}
        </button>
        <button type="button" class="btn btn-lg btn-primary" onClick={onMine}>
          {words.keepMine}
        </button>
      </div>
    </Dialog>
  );
}

/** What differs between two drafts, side by side. */
export function Differences({
  drafts: [mine, other],
  names,
}: {
  drafts: readonly [Draft, Draft];
  names: readonly [string, string];
}) {
  return (
    <div class="grid grid-cols-2 gap-x-4 gap-y-3">
      <h3 class="font-bold">{names[0]}</h3>
      <h3 class="font-bold">{names[1]}</h3>
      {mine.title.trim() !== other.title.trim() && (
        <>
          <p class="text-lg font-semibold break-words">{mine.title}</p>
          <p class="text-lg font-semibold break-words">{other.title}</p>
        </>
      )}
      {differences(mine, other).map((row) => (
        <Row key={`${row.mine?.n} ${row.other?.n}`} row={row} />
      ))}
    </div>
  );
}

const Row = ({ row: { mine, other } }: { row: Difference }) => (
  <>
    <Step step={mine} />
    <Step step={other} />
  </>
);

function Step({ step }: { step: NumberedStep | undefined }) {
  const words = texts.value;
  if (!step) return <p class="text-quiet">{words.noSuchStep}</p>;
  return (
    <div class="min-w-0 rounded-box bg-base-200 p-3 break-words">
      <p class="font-semibold">
        {step.n}. {step.title || words.noTitle}
      </p>
      <StepText
        step={step.isMarkdown ? { content: step.guide, guide_text: null } : { guide_text: step.guide }}
        class="mt-1 text-base text-quiet"
      />
    </div>
  );
}
