/** The classes of other teachers that the signed-in teacher co-teaches, in the list of classes; nothing without any. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { CoTaughtSession } from "../../client/sharing-api.ts";
import { api } from "../api.ts";
import { Link } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";

export function CoTaught() {
  const words = texts.value;
  const list = useSignal<readonly CoTaughtSession[]>([]);
  useEffect(() => {
    // The teacher's own classes are above: without these, the page is as useful.
    api.coTaught().then(
      (found) => {
        list.value = found;
      },
      () => {},
    );
  }, []);
  if (list.value.length === 0) return null;
  return (
    <section class="flex flex-col gap-3">
      <h2 class="text-2xl font-bold tracking-tight">{words.coTaught}</h2>
      <ul class="flex flex-col gap-2">
        {list.value.map(({ id, code, title, status, instructor }) => (
          <li key={id}>
            <Link
              to={`/teach/${code}`}
              class="flex min-h-14 items-center gap-4 rounded-box bg-base-100 px-5 py-2 ring-1 ring-base-300"
            >
              <span class="flex min-w-0 flex-1 flex-col">
                <span class="line-clamp-2 text-lg font-bold">{title}</span>
                <span class="text-base text-quiet">
                  {words.coTaughtBy(instructor.name)} · {common.value.status[status]}
                </span>
              </span>
              <span class="font-code font-bold">{code}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
