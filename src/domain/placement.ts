/**
 * Places: a session, the quality board, and all accounts with their lessons. If several programs share one database, one
 * of them at a time is responsible for each place.
 */
export const boardPlace = "board";
export const accountsPlace = "accounts";

export interface Placement {
  /**
   * Makes this program responsible for a place; undefined if it is already. Rejects with `Elsewhere` if another one is, or
   * with `unavailable`.
   */
  enter(place: string): Promise<void> | undefined;
  /** Gives up a place that nobody uses here. */
  leave(place: string): void;
  /** A number that grows each time somebody becomes responsible for the place; undefined if this program is not. */
  epochOf(place: string): number | undefined;
  /** Resolves once what other programs have written until now can be read here; undefined if there are none. */
  refresh(): Promise<void> | undefined;
}

/** Another program is responsible for the place. */
export class Elsewhere extends Error {
  override readonly name = "Elsewhere";
  constructor(
    readonly place: string,
    /** The internal address of that program. */
    readonly url: string,
  ) {
    super(`${place} is at another node`);
  }
}

/** The placement of a program that has its database alone. */
export const alone: Placement = { enter: () => undefined, leave() {}, epochOf: () => 0, refresh: () => undefined };
