/** The line of a `<details>` that unfolds it, with an arrow. */
import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

export const Summary = ({ class: look = "", children }: { class?: string; children: ComponentChildren }) => (
  <summary class={`flex min-h-11 items-center gap-2 font-semibold ${look}`}>
    <Icon name="down" />
    {children}
  </summary>
);
