/** What a person does with a page, such as to press a button, and what tests wait for. */
import type { Page } from "playwright-core";
import type { TestServer } from "../support/class.ts";
import { until } from "../support/until.ts";

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

/**
 * Waits until a phone has reported the step that it shows, which it does after a random time of at most two seconds: from
 * then on the step stays open if the class moves on.
 */
export async function untilStarted(at: Pick<TestServer, "call">, code: string, token: string): Promise<void> {
  const progress = async () => (await at.call("GET", `/api/sessions/${code}/progress`, token)).body;
  await until(async () => JSON.stringify(await progress()).includes('"started"'));
}
