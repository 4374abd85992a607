/** A person at a page of a remote browser: reads, presses, types. Waits for what is not there yet, at most 15 s. */
import type { RemoteWindow } from "./webdriver.ts";

const patience = 15_000;

/** What runs in the page: elements by what a person reads of them. */
function lookup() {
  const plain = (text: string | null | undefined) => (text ?? "").replace(/\s+/g, " ").trim();
  const isVisible = (one: Element) => one.checkVisibility?.() ?? one.getClientRects().length > 0;
  const all = (selector: string) => Array.from(document.querySelectorAll<HTMLElement>(selector)).filter(isVisible);
  return {
    // biome-ignore lint/performance/useDomNodeTextContent: what is not shown is not read
    text: () => plain(document.body.innerText),
    address: () => location.pathname,
    /** The middle of the first button or link whose name begins so, unless something covers it. */
    button(name: string) {
      const named = all("button, a[href], summary").filter((one) =>
        plain(one.getAttribute("aria-label") ?? one.textContent).startsWith(name),
      );
      return this.middle(named.find((one) => !(one as HTMLButtonElement).disabled));
    },
    /** The middle of the field with this label. */
    field(name: string) {
      const fields = all("input, textarea") as HTMLInputElement[];
      return this.middle(
        fields.find((one) => {
          const label = one.getAttribute("aria-label") ?? one.labels?.[0]?.textContent;
          return plain(label).startsWith(name);
        }),
      );
    },
    middle(one: HTMLElement | undefined) {
      if (!one) return null;
      one.scrollIntoView({ block: "center", behavior: "instant" });
      const { left, top, width, height } = one.getBoundingClientRect();
      const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)];
      const hit = document.elementFromPoint(x, y);
      return hit && (one.contains(hit) || hit.contains(one)) ? { x, y } : null;
    },
  };
}

export class RemotePage {
  constructor(readonly window: RemoteWindow) {}

  #ask(call: string, ...given: string[]): Promise<any> {
    return this.window.evaluate(`(${lookup})().${call}(${given.map((one) => JSON.stringify(one)).join(", ")})`);
  }

  async #until<T>(what: string, ask: () => Promise<T | null | false>): Promise<T> {
    for (const end = performance.now() + patience; ; await Bun.sleep(50)) {
      const found = await ask();
      if (found) return found;
      if (performance.now() > end) throw new Error(`No ${what} within ${patience} ms in: ${await this.#ask("text")}`);
    }
  }

  async #clickAt({ x, y }: { x: number; y: number }): Promise<void> {
    const actions = [
      { type: "pointerMove", x, y },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ];
    await this.window.perform([{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }]);
  }

  goto(url: string): Promise<void> {
    return this.window.goto(url);
  }

  address(): Promise<string> {
    return this.#ask("address");
  }

  /** Waits until the page says this. */
  async sees(words: string): Promise<void> {
    await this.#until(`“${words}”`, async () => ((await this.#ask("text")) as string).includes(words));
  }

  /** Presses a button or a link whose name begins so. */
  async press(name: string): Promise<void> {
    await this.#clickAt(await this.#until(`button “${name}”`, () => this.#ask("button", name)));
  }

  /** Clicks the field with this label and types. */
  async type(label: string, text: string): Promise<void> {
    await this.#clickAt(await this.#until(`field “${label}”`, () => this.#ask("field", label)));
    const actions = [...text].flatMap((value) => [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ]);
    await this.window.perform([{ type: "key", id: "keyboard", actions }]);
  }
}
