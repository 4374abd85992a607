/** A state of a page: how to get there, driven in English. */
import type { Page } from "playwright-core";
import type { World } from "../world.ts";

export interface PageState {
  /** Unique; the first word names the page. */
  readonly name: string;
  /** Opens the page and returns it once it shows the state. */
  readonly go: (world: World) => Promise<Page>;
  /** Only these widths, in px; all if left out. */
  readonly widths?: readonly number[];
  /** Undoes what the state did to the world. */
  readonly after?: (world: World) => void;
}
