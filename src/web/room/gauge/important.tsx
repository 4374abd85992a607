/** Marks the current moment as important: with a note, a picture or both. */
import { useSignalEffect } from "@preact/signals";
import { useDraft } from "../../drafts.ts";
import type { LiveRoom } from "../../live.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogButtons } from "../../ui/dialog-buttons.tsx";
import { useFocus } from "../../ui/page.tsx";
import { PictureField } from "../picture/picture-field.tsx";
import { usePicture } from "../picture/use-picture.ts";
import { texts } from "./texts.ts";

export function Important({ live, onClose }: { live: LiveRoom; onClose: () => void }) {
  const words = texts.value;
  const { session } = live.state.value.room ?? {};
  const { value: draft, forget, sent } = useDraft(`important.${session?.id}`, { note: "", picture: "" });
  const { note } = draft.value;
  const picture = usePicture(live, draft.value.picture);
  useSignalEffect(() => {
    const state = picture.state.value;
    const url = state.is === "there" ? state.url : "";
    if (state.is !== "uploading" && url !== draft.peek().picture) draft.value = { ...draft.peek(), picture: url };
  });
  const field = useFocus<HTMLInputElement>();
  const { is } = picture.state.value;
  const send = () => {
    const state = picture.state.value;
    if (state.is === "uploading") return;
    const capture_url = state.is === "there" ? state.url : null;
    const written = note.trim();
    // A picture can go without a note; without either, the default note is sent.
    const text = written || (capture_url === null ? words.importantDefault : null);
    sent(live.send("important.mark", { note: text, capture_url }));
    onClose();
  };
  return (
    <Dialog title={words.importantTitle} onClose={onClose}>
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <label class="flex flex-col gap-2">
          <span class="label-text">{words.note}</span>
          <input
            ref={field}
            class="input"
            maxLength={1000}
            autocomplete="off"
            value={note}
            placeholder={is === "there" ? "" : words.importantDefault}
            onInput={({ currentTarget }) => {
              draft.value = { ...draft.value, note: currentTarget.value };
            }}
          />
          <span class="text-base text-quiet">
            {is === "there" ? (
              words.importantPicture
            ) : (
              <>
                {words.importantHint} “{words.importantDefault}”
              </>
            )}
          </span>
        </label>
        <PictureField picture={picture} />
        <DialogButtons action={words.mark} disabled={is === "uploading"} onDiscard={forget} onClose={onClose} />
      </form>
    </Dialog>
  );
}
