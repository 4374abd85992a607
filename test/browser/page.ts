/** What a person does with a page: sees a text, presses a button. */
import type { Page } from "playwright-core";

/** Waits until the page shows the text. */
export const sees = (page: Page, words: string | RegExp): Promise<void> => page.getByText(words).first().waitFor();

/** Waits until the text is gone from the page. */
export const gone = (page: Page, words: string | RegExp): Promise<void> =>
  page.getByText(words).first().waitFor({ state: "detached" });

/** Waits until the page shows the heading. */
export const heading = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("heading", { name }).first().waitFor();

/** Presses the first button whose name contains this one. */
export const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name }).first().click();

/** Presses a button that opens a dialog, and waits for the dialog. */
export async function opens(page: Page, name: string | RegExp): Promise<Page> {
  await press(page, name);
  await page.getByRole("dialog").waitFor();
  return page;
}
