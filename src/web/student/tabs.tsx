/** The tabs step, questions and chat, each with its number of unread items. */
import { texts } from "./texts.ts";

export type Tab = "step" | "questions" | "chat";

interface TabsProps {
  tabs: readonly Tab[];
  shown: Tab;
  unread: Record<Tab, number>;
  onTab: (tab: Tab) => void;
}

/** A greater number is shown as this one and a plus. */
const maxShown = 99;

export function Tabs({ tabs, shown, unread, onTab }: TabsProps) {
  const words = texts.value;
  return (
    <nav class="mx-auto flex max-w-3xl gap-1 border-b border-base-300 px-page" aria-label={words.tabs}>
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          class={`-mb-px flex min-h-11 min-w-0 flex-1 items-center justify-center gap-1.5 border-b-3 px-1 text-base ${
            tab === shown ? "border-primary font-bold" : "border-transparent font-medium text-quiet"
          }`}
          aria-current={tab === shown ? "page" : undefined}
          onClick={() => onTab(tab)}
        >
          {words.tab[tab]}
          {unread[tab] > 0 && (
            <span class="grid h-6 min-w-6 shrink-0 place-items-center rounded-full bg-neutral px-1.5 text-sm font-bold text-neutral-content tabular-nums">
              <span aria-hidden="true">{unread[tab] > maxShown ? `${maxShown}+` : unread[tab]}</span>
              <span class="sr-only">{words.unread(unread[tab])}</span>
            </span>
          )}
        </button>
      ))}
    </nav>
  );
}
