/** Who may change the board: a teacher; and where the board is open to all, anybody. */
import { account } from "../account.ts";

/** To be asked once the board could be read: with nobody signed in, it is open to all. */
export const mayWrite = (): boolean => account.value === null || account.value?.role === "teacher";
