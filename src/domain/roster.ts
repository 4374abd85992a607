/** Constants of the roster. Without schemas, so that a student's phone does not load zod. */

/** The maximum number of people in a greeting's roster: the greeting must fit into a socket's send buffer. */
export const maxRosterInGreeting = 500;
