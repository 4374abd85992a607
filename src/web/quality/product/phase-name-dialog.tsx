/** Dialog to name a phase. */
import type { QualityApi } from "../../../client/quality-api.ts";
import type { LimitsVersion } from "../../../domain/spc/chart.ts";
import { useDraft } from "../../drafts.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogButtons } from "../../ui/dialog-buttons.tsx";
import { Problem } from "../../ui/notice.tsx";
import { texts as qualityTexts } from "../texts.ts";
import { texts } from "./texts.ts";

interface NameProps {
  api: QualityApi;
  product: number;
  version: LimitsVersion;
  onClose: () => void;
}

/** Open while it is rendered. */
export function PhaseNameDialog({ api, product, version, onClose }: NameProps) {
  const words = texts.value;
  const { value: draft, forget } = useDraft(`phase.${product}.${version.version}`, { name: version.name ?? "" });
  const { busy, problem, attempt } = useAttempt();
  return (
    <Dialog title={words.phaseRename(qualityTexts.value.plot.phase(version.version, version.name))} onClose={onClose}>
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(async () => {
            await api.namePhase(product, version.version, draft.value.name.trim() || null);
            forget();
            onClose();
          });
        }}
      >
        <label class="flex flex-col gap-2">
          <span class="label-text">{words.phaseName}</span>
          <input
            class="input w-full"
            maxLength={100}
            value={draft.value.name}
            onInput={({ currentTarget }) => {
              draft.value = { name: currentTarget.value };
            }}
          />
        </label>
        {problem.value && <Problem says={problem.value} />}
        <DialogButtons action={qualityTexts.value.save} disabled={busy.value} onDiscard={forget} onClose={onClose} />
      </form>
    </Dialog>
  );
}
