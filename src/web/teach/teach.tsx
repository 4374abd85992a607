/** Chooses the teacher's page for an address. */
import type { ComponentChildren } from "preact";
import { Lesson } from "../lesson/lesson.tsx";
import { Compare } from "../past/compare.tsx";
import { Replay } from "../past/replay.tsx";
import { Report } from "../report/report.tsx";
import { Room } from "../room/room.tsx";
import { isCode } from "../start/code.ts";
import { Classes } from "./classes.tsx";
import { Teacher } from "./teacher.tsx";

/** The page of `/teach/<first>/<second>`; `undefined` if there is none. */
export function teachPage(first: string, second: string): ComponentChildren {
  const code = first.toUpperCase();
  if (first === "") return <Teacher page={() => <Classes />} />;
  if (first === "lessons" && second !== "") {
    return <Teacher page={() => <Lesson key={second} id={second === "new" ? undefined : Number(second)} />} />;
  }
  if (!isCode(code)) return undefined;
  if (second === "replay") return <Teacher page={() => <Replay key={code} code={code} />} />;
  if (second === "compare") return <Teacher page={() => <Compare key={code} code={code} />} />;
  if (second === "report") return <Teacher code={code} page={() => <Report key={code} code={code} />} />;
  return second === "" ? <Teacher code={code} page={() => <Room key={code} code={code} />} /> : undefined;
}
