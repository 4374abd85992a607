/** Who this client is in the session. */
import { statusAfterProgress } from "../../domain/progress.ts";
import type { Participant } from "../../domain/session.ts";
import { defineSlice } from "./slice.ts";

export const you = defineSlice<Participant>({
  start: (welcome) => welcome.you,
  folds: {
    "participant.renamed": (state, { participant_id, nickname }) =>
      participant_id === state.id ? { ...state, nickname } : state,
    "progress.updated": (state, { participant_id, finished }) =>
      participant_id === state.id ? { ...state, status: statusAfterProgress(state.status, finished) } : state,
  },
});
