/** The groups with the names of their members. */
import type { Shown } from "./shown.ts";
import { texts } from "./texts.ts";

export function GroupsView({ shown: { groups } }: { shown: Shown }) {
  const words = texts.value;
  const list = groups ?? [];
  return (
    <section class="flex h-full flex-col gap-[0.7rem]">
      <h1 class="text-[1.5rem] font-extrabold tracking-tight">{words.groups}</h1>
      <ul class="grid min-h-0 flex-1 grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] content-start gap-[0.6rem] overflow-hidden">
        {list.map(({ group_id, names, more }) => (
          <li key={group_id} class="rounded-box bg-base-100 px-[0.8rem] py-[0.5rem]">
            <h2 class="text-[1.2rem] font-extrabold">{words.group(group_id)}</h2>
            <p class="text-[1.1rem] leading-snug">
              {names.map((name, n) => (
                <span key={n}>
                  {n > 0 && " · "}
                  <bdi>{name}</bdi>
                </span>
              ))}
              {more > 0 && ` +${more}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
