/** Whether the dialog of the polls is open, and on which of its pages. Several parts of the room open it. */
import { signal } from "@preact/signals";

interface OpenDialog {
  readonly page: "list" | "form" | "chart";
  /** The question to begin with. */
  readonly question?: string;
}

export const pollDialog = signal<OpenDialog | undefined>(undefined);

export function openPolls(question?: string): void {
  pollDialog.value = { page: "list", ...(question !== undefined && { question }) };
}
