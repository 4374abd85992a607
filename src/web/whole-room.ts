/** Opens a session with everything that the pages of teachers and of guitar practice show. */
import type { Api } from "../client/api.ts";
import { type Room, slices } from "../client/fold/index.ts";
import { api } from "./api.ts";
import { type LiveRoom, useLive } from "./live.ts";

/** Opens the session while the component is mounted. */
export const useWholeRoom = (session: string): LiveRoom => useLive<Room, Api>(session, { api, slices });
