/** The header of the practice pages: the class, the connection and how long the person has practised. */
import type { ComponentChildren } from "preact";
import type { Room } from "../../client/fold/index.ts";
import { noPlaying } from "../../client/fold/practice.ts";
import type { LiveRoom } from "../live.ts";
import { LinkMark } from "../ui/link-mark.tsx";
import { Brand, LanguageButton, Link, useTitle } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { Elapsed } from "./start-button.tsx";
import { ViewButton } from "./view.tsx";

/** Shows `children` before the connection status. */
export function Head({ live, room, children }: { live: LiveRoom; room: Room; children?: ComponentChildren }) {
  const { session, you, practice } = room;
  const teacher = you.role === "INSTRUCTOR";
  const running = (practice.players.get(you.id) ?? noPlaying).running;
  useTitle(`${common.value.guitarPractice} · ${session.title}`);
  return (
    <header class="flex flex-wrap items-center gap-x-5 gap-y-1 px-page py-2">
      <Brand to={teacher ? "/teach" : `/s/${session.code}`} />
      <h1 class="min-w-0 flex-1 truncate text-xl font-bold tracking-tight">
        {teacher ? (
          <Link to={`/teach/${session.code}`} class="inline-flex min-h-11 items-center underline underline-offset-4">
            {session.title}
          </Link>
        ) : (
          session.title
        )}
      </h1>
      {running && !running.exercise && (
        <p class="text-lg font-bold">
          <Elapsed since={running.started} />
        </p>
      )}
      <div class="flex flex-wrap items-center gap-x-2">
        {children}
        {!teacher && <ViewButton code={session.code} />}
        <LinkMark link={live.state.value.link} onTry={live.nudge} />
        <LanguageButton />
      </div>
    </header>
  );
}
