/** The HTTP API of this server. A student's pages use `student-api.ts`, because this one is not in their first script. */
import { createApi } from "../client/api.ts";

export const api = createApi();
