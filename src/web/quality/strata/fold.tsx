/** A folded section; its content is rendered, and its data read, once it is unfolded. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Icon } from "../../ui/icon.tsx";

interface FoldProps {
  title: string;
  hint: string;
  children: () => ComponentChildren;
}

export function Fold({ title, hint, children }: FoldProps) {
  const open = useSignal(false);
  return (
    <details
      class="card-plain min-w-0"
      onToggle={({ currentTarget }) => {
        open.value = currentTarget.open;
      }}
    >
      <summary class="flex min-h-11 cursor-pointer items-center gap-3 fold-head">
        <span class={open.value ? "rotate-180" : ""}>
          <Icon name="down" />
        </span>
        <span class="min-w-0">
          <h2 class="inline text-xl font-bold tracking-tight">{title}</h2>
          <span class="block text-base text-quiet">{hint}</span>
        </span>
      </summary>
      {open.value && <div class="flex min-w-0 flex-col gap-4 pt-4">{children()}</div>}
    </details>
  );
}
