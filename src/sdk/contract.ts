/**
 * The contract of commands, events and HTTP calls, as the package's types name it. In the sources it is derived from the
 * features and endpoints; `scripts/client-types.ts` prints the same as text that needs neither.
 */
import type * as domain from "../domain/session.ts";
import type * as features from "../features/index.ts";
import type * as whole from "../features/whole-session.ts";
import type { AnswerOf, BodyOf, ParamOf, QueryOf, RouteName } from "../http/routes.ts";

/** What a client sends for each command, and what it gets. */
export type Commands = {
  [K in features.CommandName]: { input: features.InputOf<K>; result: features.ResultOf<K> };
};
/** The data of each event. */
export type Events = { [K in features.EventName]: features.DataOf<K> };
/** The HTTP calls. */
export type Routes = {
  [R in RouteName]: { path: ParamOf<R>; query: QueryOf<R>; body: BodyOf<R>; answer: AnswerOf<R> };
};
/** The codes with which the server rejects requests. */
export type ServerFaultCode = features.FaultCode;
export type Participant = domain.Participant;
export type Session = whole.Session;
