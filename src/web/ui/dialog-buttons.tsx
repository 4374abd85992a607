/** The buttons at the end of a dialog: cancel, and its action. */
import { common } from "./texts.ts";

interface DialogButtonsProps {
  /** The label of the action. */
  action: string;
  /** Whether the action is unavailable. */
  disabled?: boolean;
  /** Carries the action out. Without it, the button submits the form around it. */
  onAction?: () => void;
  /** Discards what was typed, if the dialog keeps it. */
  onDiscard?: () => void;
  onClose: () => void;
}

export const DialogButtons = ({ action, disabled = false, onAction, onDiscard, onClose }: DialogButtonsProps) => (
  <div class="flex flex-wrap justify-end gap-3">
    <button
      type="button"
      class="btn btn-lg"
      onClick={() => {
        onDiscard?.();
        onClose();
      }}
    >
      {common.value.cancel}
    </button>
    <button type={onAction ? "button" : "submit"} class="btn btn-lg btn-primary" disabled={disabled} onClick={onAction}>
      {action}
    </button>
  </div>
);
