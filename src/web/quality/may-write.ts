/** Whether this user may create products and handle alerts: teachers may; if the board is open, everybody may. */
import { account } from "../account.ts";

/** Valid once the board has been read: if it can be read without signing in, it is open. */
export const mayWrite = (): boolean => account.value === null || account.value?.role === "teacher";
