/** The HTTP API of this server, as a student's pages use it. */
import { createStudentApi } from "../client/student-api.ts";

export const api = createStudentApi();
