/** The buttons that import questions from a file and export them. The dialogs are loaded with the first press. */
import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { Refusal } from "../../client/refusal.ts";
import { errorText, Problem } from "../ui/notice.tsx";
import type { QuizFilesProps } from "./quiz-files.ts";

interface ButtonsProps extends QuizFilesProps {
  readonly look: string;
  /** Of the button for import, and the one for export. */
  readonly labels: readonly [string, string];
  /** For screen readers: what the buttons belong to. */
  readonly about?: string;
}

type Dialog = ComponentType<QuizFilesProps & { readonly onClose: () => void }>;

export function QuizFilesButtons({ look, labels, about, ...props }: ButtonsProps) {
  const shown = useSignal<{ readonly dialog: Dialog } | "failed" | undefined>(undefined);
  const open = (load: Promise<Dialog>) =>
    load.then(
      (dialog) => {
        shown.value = { dialog };
      },
      () => {
        shown.value = "failed";
      },
    );
  const close = () => {
    shown.value = undefined;
  };
  const dialogs = [
    () => import("./files/import-dialog.tsx").then(({ ImportDialog }) => ImportDialog),
    () => import("./files/export-dialog.tsx").then(({ ExportDialog }) => ExportDialog),
  ];
  const Shown = typeof shown.value === "object" ? shown.value.dialog : undefined;
  return (
    <>
      {labels.slice(0, props.polls.length > 0 ? 2 : 1).map((label, n) => (
        <button
          key={label}
          type="button"
          class={look}
          disabled={n === 0 && props.free <= 0}
          onClick={() => void open((dialogs[n] ?? dialogs[0])?.() as Promise<Dialog>)}
        >
          {label}
          {about !== undefined && <span class="sr-only">: {about}</span>}
        </button>
      ))}
      {shown.value === "failed" && <Problem says={errorText(new Refusal("unreachable", ""))} />}
      {Shown && <Shown {...props} onClose={close} />}
    </>
  );
}
