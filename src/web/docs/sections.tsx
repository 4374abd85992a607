/** The sections of `/docs`: HTTP calls by group, and frames by dialect. */
import type { ComponentProps } from "preact";
import { CallEntry, FrameEntry } from "./entry.tsx";
import type { Dialect, Group, HttpCall } from "./model.ts";
import { texts } from "./texts.ts";

type Entries = Pick<ComponentProps<typeof CallEntry>, "schemas" | "unfolded">;

export function Calls({ groups, ...rest }: { groups: readonly (readonly [Group, readonly HttpCall[]])[] } & Entries) {
  const words = texts.value;
  return (
    <section id="http" class="flex flex-col gap-4">
      <h2 class="text-2xl font-bold tracking-tight">{words.http}</h2>
      {groups.map(([group, calls]) => (
        <section key={group} id={`http-${group}`} class="flex flex-col gap-2">
          <h3 class="text-xl font-bold">{words.groups[group]}</h3>
          <ul class="rounded-box bg-base-100 ring-1 ring-base-300">
            {calls.map((call) => (
              <CallEntry key={call.id} call={call} {...rest} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

export function Dialects({ dialects, ...rest }: { dialects: readonly Dialect[] } & Entries) {
  const words = texts.value;
  return (
    <section id="dialects" class="flex flex-col gap-6">
      <h2 class="text-2xl font-bold tracking-tight">{words.dialects}</h2>
      {dialects.map(({ name, addresses, frames }) => (
        <section key={name} id={name} class="flex flex-col gap-2">
          <h3 class="text-xl font-bold">{name}</h3>
          <p class="flex flex-wrap gap-x-3 text-base text-quiet">
            {words.address}
            {addresses.map((address) => (
              <code key={address} class="font-code">
                {address}
              </code>
            ))}
          </p>
          <ul class="rounded-box bg-base-100 ring-1 ring-base-300">
            {frames.map((frame) => (
              <FrameEntry key={frame.id} frame={frame} {...rest} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}
