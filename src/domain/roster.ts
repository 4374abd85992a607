/** What pages know of the roster. No schema here, so that a student's phone loads none. */

/** How many people of the roster a greeting has at most: it must fit into a socket's send buffer. */
export const rosterInGreeting = 500;
