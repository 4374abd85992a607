/** An alert that a person raises: title, message and priority. */
import { useSignal } from "@preact/signals";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { text } from "../../messages/index.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Problem } from "../../ui/notice.tsx";

interface AlertDialogProps {
  api: QualityApi;
  product: Product;
  onClose: () => void;
  onRaised: () => void;
}

/** Open for as long as it is rendered. */
export function AlertDialog({ api, product, onClose, onRaised }: AlertDialogProps) {
  const words = text.value;
  const { quality } = words;
  const title = useSignal("");
  const message = useSignal("");
  const priority = useSignal(2);
  const { busy, problem, attempt } = useAttempt();
  return (
    <Dialog title={`${quality.raise} · ${product.name}`} onClose={onClose}>
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(async () => {
            await api.raiseAlert({
              product: product.id,
              title: title.value.trim(),
              message: message.value.trim(),
              priority: priority.value,
            });
            onRaised();
          });
        }}
      >
        <p class="text-quiet">{quality.raiseHint}</p>
        <div class="flex flex-col gap-2">
          <label class="label-text" for="alert-title">
            {quality.raiseTitle}
          </label>
          <input
            id="alert-title"
            class="input w-full"
            maxLength={200}
            required
            value={title.value}
            onInput={({ currentTarget }) => {
              title.value = currentTarget.value;
            }}
          />
        </div>
        <div class="flex flex-col gap-2">
          <label class="label-text" for="alert-message">
            {quality.raiseMessage}
          </label>
          <textarea
            id="alert-message"
            class="textarea w-full"
            rows={3}
            maxLength={2000}
            value={message.value}
            onInput={({ currentTarget }) => {
              message.value = currentTarget.value;
            }}
          />
        </div>
        <div class="flex flex-col gap-2">
          <label class="label-text" for="alert-priority">
            {quality.priority}
          </label>
          <select
            id="alert-priority"
            class="select"
            value={priority.value}
            onChange={({ currentTarget }) => {
              priority.value = Number(currentTarget.value);
            }}
          >
            {quality.priorities.map((name, n) => (
              <option key={name} value={n + 1}>
                {name}
              </option>
            ))}
          </select>
        </div>
        {problem.value && <Problem says={problem.value} />}
        <div class="flex flex-wrap justify-end gap-3">
          <button type="button" class="btn btn-lg" onClick={onClose}>
            {words.common.cancel}
          </button>
          <button type="submit" class="btn btn-primary btn-lg" disabled={busy.value || title.value.trim() === ""}>
            {quality.raiseYes}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
