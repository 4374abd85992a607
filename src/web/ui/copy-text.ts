/** Copies text to the clipboard, also on plain http, where browsers offer no clipboard object. */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // The browser denies it, for example because the page has lost the focus.
  }
  return copySelection(text);
}

/** Selects the text in a hidden field and copies the selection. */
function copySelection(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.className = "sr-only fixed top-0";
  // While a dialog is open, a field outside of it cannot be focused.
  (focused?.closest("dialog") ?? document.body).append(field);
  try {
    field.focus({ preventScroll: true });
    field.setSelectionRange(0, text.length);
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}
