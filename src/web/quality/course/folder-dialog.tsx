/** Dialog that makes or changes a folder: its name, and the class that it belongs to. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ListedSession } from "../../../client/api.ts";
import type { Folder, FolderInput } from "../../../domain/spc/folder.ts";
import { account } from "../../account.ts";
import { api } from "../../api.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogButtons } from "../../ui/dialog-buttons.tsx";
import { Problem } from "../../ui/notice.tsx";
import { texts as qualityTexts } from "../texts.ts";
import { texts } from "./texts.ts";

interface FolderDialogProps {
  /** The folder to change; undefined makes a new one. */
  folder?: Folder;
  onClose: () => void;
  onSave: (input: FolderInput) => Promise<void>;
}

export function FolderDialog({ folder, onClose, onSave }: FolderDialogProps) {
  const words = texts.value;
  const name = useSignal(folder?.name ?? "");
  const code = useSignal(folder?.session_code ?? "");
  const classes = useOwnClasses();
  const { busy, problem, attempt } = useAttempt();
  // A class that has ended is not listed, and stays if it is not changed.
  const listed = classes.value.some((session) => session.code === code.value);
  return (
    <Dialog title={folder ? words.editFolder : words.newFolder} onClose={onClose}>
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(() => onSave({ name: name.value.trim(), session_code: code.value || null }));
        }}
      >
        <label class="flex flex-col gap-2">
          <span class="label-text">{words.folderName}</span>
          <input
            class="input w-full"
            maxLength={100}
            required
            value={name.value}
            onInput={({ currentTarget }) => {
              name.value = currentTarget.value;
            }}
          />
        </label>
        {account.value && (
          <label class="flex flex-col gap-2">
            <span class="label-text">{words.folderClass}</span>
            <select
              class="select w-full"
              value={code.value}
              onChange={({ currentTarget }) => {
                code.value = currentTarget.value;
              }}
            >
              <option value="">{words.noClass}</option>
              {!listed && code.value !== "" && <option value={code.value}>{code.value}</option>}
              {classes.value.map((session) => (
                <option key={session.code} value={session.code}>
                  {session.title} · {session.code}
                </option>
              ))}
            </select>
            <span class="text-base text-quiet">{words.folderClassHint}</span>
          </label>
        )}
        {problem.value && <Problem says={problem.value} />}
        <DialogButtons
          action={folder ? qualityTexts.value.save : words.makeFolder}
          disabled={busy.value || !name.value.trim()}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

/** The signed-in teacher's own classes that have not ended. */
function useOwnClasses() {
  const classes = useSignal<readonly ListedSession[]>([]);
  useEffect(() => {
    if (!account.value) return;
    api.sessions({ ended: "false", limit: 200 }).then(
      ({ data }) => {
        classes.value = data.filter(({ instructor }) => instructor.id === account.value?.id);
      },
      () => {},
    );
  }, []);
  return classes;
}
