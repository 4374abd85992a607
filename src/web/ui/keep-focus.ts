/**
 * Keeps the focus of keyboard users. If the focused element is removed, such as an item of a list or a dialog, the browser
 * focuses nothing: then this focuses what opened the dialog, or the nearest control that is left.
 */

/** A focused element, and where it is on the page. */
interface Place {
  readonly element: HTMLElement;
  readonly dialog: HTMLDialogElement | null;
  /** The focus before the dialog was opened. */
  readonly opener: Place | undefined;
  /** The element and its ancestors, from the inside out, with their neighbors. */
  readonly chain: readonly { readonly node: Element; readonly neighbors: readonly (Element | null)[] }[];
}

const controls = "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex='0']";

/** How long a control may be disabled, as while something is sent, before the focus moves on. In milliseconds. */
const disabledMs = 500;

/** Starts watching the page. */
export function keepFocus(): void {
  let last: Place | undefined;
  let isKeyboard = false;
  /** Whether the last element was left, as by `blur` or by Tab at the end of the page, and neither removed nor disabled. */
  let isLeft = false;
  const isLost = () => document.activeElement === document.body || document.activeElement === null;

  addEventListener("keydown", () => (isKeyboard = true), true);
  addEventListener("pointerdown", () => (isKeyboard = false), true);
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement && target !== document.body) {
      last = placeOf(target, last);
      isLeft = false;
    }
  });
  /** Focuses what is left of the last place. `late`: a control that is still disabled counts as removed. */
  const recover = (late = false) => {
    if (!last || isLeft || !isLost() || document.querySelector("dialog[open]")?.contains(last.element)) return;
    if (isKeyboard) restore(last, late)?.focus();
    // Lost by a pointer: a key that is pressed later must not move the focus to a control, which Space would then press.
    else last = undefined;
  };
  document.addEventListener("focusout", ({ target }) => {
    // Chromium sends it just before the element is removed, and some time after it was disabled.
    queueMicrotask(() => {
      if (!isLost()) return;
      isLeft = target instanceof Element && target.isConnected && target.matches(controls);
      if (!isLeft) setTimeout(() => recover(true), disabledMs);
    });
  });
  new MutationObserver(() => recover()).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["disabled"],
  });
}

function placeOf(element: HTMLElement, before: Place | undefined): Place {
  const dialog = element.closest("dialog");
  const chain = [];
  for (let node: Element | null = element; node && node !== document.body; node = node.parentElement) {
    chain.push({ node, neighbors: [node.nextElementSibling, node.previousElementSibling] });
  }
  // A dialog that replaces another one has the same opener.
  const isReplaced = before?.dialog && (before.dialog === dialog || !before.dialog.isConnected);
  return { element, dialog, opener: dialog ? (isReplaced ? before.opener : before) : undefined, chain };
}

/** The element that gets the focus that was at `place`; `undefined` if the whole page was replaced. */
function restore({ element, dialog, opener, chain }: Place, late: boolean): HTMLElement | undefined {
  if (element.isConnected && element.matches(controls)) return element;
  if (element.isConnected && !late) return undefined;
  if (dialog && !dialog.isConnected) return opener && restore(opener, late);
  const at = chain.findIndex(({ node }) => node.isConnected);
  const parent = chain[at]?.node;
  // The outermost element contains the page, which focuses its main part itself.
  if (!parent || at === chain.length - 1) return undefined;
  for (const neighbor of [...(chain[at - 1]?.neighbors ?? []), ...chain.slice(at).map(({ node }) => node)]) {
    const control = neighbor?.isConnected ? firstControl(neighbor) : undefined;
    if (control) return control;
  }
  return undefined;
}

function firstControl(root: Element): HTMLElement | undefined {
  const all = [...(root.matches(controls) ? [root] : []), ...root.querySelectorAll(controls)];
  return all.find((one): one is HTMLElement => one instanceof HTMLElement && one.getClientRects().length > 0);
}
