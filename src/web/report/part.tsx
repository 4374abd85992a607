/** A part of the report with its heading. If it is empty, `none` says so. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export function Part({ title, none, children }: { title: string; none?: string | false; children: ComponentChildren }) {
  const id = useId();
  return (
    <section class="sheet-part">
      <h2 id={id} class="text-2xl font-bold tracking-tight">
        {title}
      </h2>
      {none ? (
        <p class="text-quiet">{none}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section class="relative overflow-x-auto print:overflow-visible" tabIndex={0} aria-labelledby={id}>
          {children}
        </section>
      )}
    </section>
  );
}
