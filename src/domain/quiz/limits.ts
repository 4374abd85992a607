/** How many polls there can be. Apart from the schemas, so that a page reads them without loading the validation. */

/** How many polls a session has at most. */
export const maxPolls = 100;
/** How many polls the steps of a lesson have together at most: half of what a class can have. */
export const maxPreparedPolls = maxPolls / 2;
