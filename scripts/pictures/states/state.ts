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

/** Waits until the page shows the text. */
export const sees = (page: Page, words: string | RegExp): Promise<void> => page.getByText(words).first().waitFor();
export const heading = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("heading", { name }).first().waitFor();
export const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name }).first().click();

/** Presses a button that opens a dialog, and waits for the dialog. */
export async function opens(page: Page, name: string | RegExp): Promise<Page> {
  await press(page, name);
  await page.getByRole("dialog").waitFor();
  return page;
}
