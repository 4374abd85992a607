/**
 * How many answers a test waits for until everything before them has been heard: a commit is announced some turns of the
 * event loop later, after a slow one four.
 */
export const rounds = 8;
