/** A part of the report under its heading; where there is nothing in it, the sentence that says so. */
import type { ComponentChildren } from "preact";

export function Part({ title, none, children }: { title: string; none?: string | false; children: ComponentChildren }) {
  return (
    <section class="sheet-part">
      <h2 class="text-2xl font-bold tracking-tight">{title}</h2>
      {none ? <p class="text-quiet">{none}</p> : <div class="overflow-x-auto print:overflow-visible">{children}</div>}
    </section>
  );
}
