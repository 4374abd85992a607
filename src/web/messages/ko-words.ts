/** How a sentence that says what to do is written. */

/** What it is, and what to do. */
export const said = (what: string, then: string): readonly [string, string] => [what, then];
