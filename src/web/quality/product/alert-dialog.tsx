/** Dialog to raise an alert by hand: title, message and priority. */
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { useDraft } from "../../drafts.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogButtons } from "../../ui/dialog-buttons.tsx";
import { Problem } from "../../ui/notice.tsx";
import { texts as qualityTexts } from "../texts.ts";
import { texts } from "./texts.ts";

interface AlertDialogProps {
  api: QualityApi;
  product: Product;
  onClose: () => void;
  onRaised: () => void;
}

/** Open while it is rendered. */
export function AlertDialog({ api, product, onClose, onRaised }: AlertDialogProps) {
  const words = texts.value;
  const { value: draft, forget } = useDraft(`alert.${product.id}`, { title: "", message: "", priority: 2 });
  const { title, message, priority } = draft.value;
  const change = (changes: Partial<typeof draft.value>) => {
    draft.value = { ...draft.value, ...changes };
  };
  const { busy, problem, attempt } = useAttempt();
  return (
    <Dialog title={`${words.raise} · ${product.name}`} onClose={onClose}>
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(async () => {
            await api.raiseAlert({
              product: product.id,
              title: title.trim(),
              message: message.trim(),
              priority,
            });
            forget();
            onRaised();
          });
        }}
      >
        <p class="text-quiet">{words.raiseHint}</p>
        <div class="flex flex-col gap-2">
          <label class="label-text" for="alert-title">
            {words.raiseTitle}
          </label>
          <input
            id="alert-title"
            class="input w-full"
            maxLength={200}
            required
            value={title}
            onInput={({ currentTarget }) => change({ title: currentTarget.value })}
          />
        </div>
        <div class="flex flex-col gap-2">
          <label class="label-text" for="alert-message">
            {words.raiseMessage}
          </label>
          <textarea
            id="alert-message"
            class="textarea w-full"
            rows={3}
            maxLength={2000}
            value={message}
            onInput={({ currentTarget }) => change({ message: currentTarget.value })}
          />
        </div>
        <PriorityField priority={priority} onChange={(priority) => change({ priority })} />
        {problem.value && <Problem says={problem.value} />}
        <DialogButtons
          action={words.raiseYes}
          disabled={busy.value || title.trim() === ""}
          onDiscard={forget}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

function PriorityField({ priority, onChange }: { priority: number; onChange: (priority: number) => void }) {
  return (
    <div class="flex flex-col gap-2">
      <label class="label-text" for="alert-priority">
        {qualityTexts.value.priority}
      </label>
      <select
        id="alert-priority"
        class="select"
        value={priority}
        onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
      >
        {qualityTexts.value.priorities.map((name, n) => (
          <option key={name} value={n + 1}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
