/** Reads by HTTP what a session sends in no welcome: why a connection was refused, and the last state of an ended session. */
import type { Participant } from "../domain/session.ts";
import type { ClosedReason } from "./link.ts";
import { type Refusal, toRefusal } from "./refusal.ts";
import type { StudentApi } from "./student-api.ts";

const reasons: Partial<Record<Refusal["code"], ClosedReason>> = {
  session_not_found: "deleted",
  not_found: "deleted",
  removed: "removed",
  no_credential: "signed_out",
  not_in_session: "not_in_session",
  not_allowed: "not_in_session",
  session_ended: "ended",
};

/** Asks by HTTP why a connection was refused; `undefined` if trying again may help. */
export async function whyRefused(api: Pick<StudentApi, "session">, session: string): Promise<ClosedReason | undefined> {
  try {
    return (await api.session(session)).status === "ENDED" ? "ended" : undefined;
  } catch (thrown) {
    return reasons[toRefusal(thrown).code];
  }
}

/** Resolves with the welcome that an ended session would send, read by HTTP. */
export async function lastWelcome(api: StudentApi, code: string) {
  const [session, me, { data: participants }] = await Promise.all([
    api.session(code),
    api.me(),
    api.participants(code),
  ]);
  const you = participants.find((person) => person.user_id === me.id) ?? stranger(me.id, me.name);
  const server_time = session.ended_at ?? session.created_at;
  const nobody = { online_count: 0, teacher_online: false, connections: 0 };
  return {
    epoch: "",
    seq: 0,
    session,
    you,
    participants,
    ...nobody,
    resumed: false,
    server_time,
  };
}

const stranger = (user_id: number, nickname: string): Participant => ({
  id: "",
  user_id,
  nickname,
  role: "STUDENT",
  status: "DISCONNECTED",
  current_subtask: null,
  is_online: false,
  last_active_at: "",
});
