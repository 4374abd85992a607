/** Which of several tabs edits. */
import { expect, test } from "bun:test";
import { type EditingTab, openEditingTab, type TabMessage } from "../../../src/web/lesson/editing-tab.ts";

/** Tabs of one browser: each message reaches all others, in order, once `deliver` is called. */
function openBrowser() {
  const listeners = new Map<string, (event: { data: TabMessage }) => void>();
  const sent: { from: string; data: TabMessage }[] = [];
  let at = 0;
  return {
    open(tab: string, now = () => ++at): EditingTab {
      const channel = {
        postMessage: (data: TabMessage) => void sent.push({ from: tab, data }),
        addEventListener: (_: "message", listener: (event: { data: TabMessage }) => void) =>
          void listeners.set(tab, listener),
        close: () => void listeners.delete(tab),
      };
      return openEditingTab({ channel, tab, now });
    },
    deliver() {
      for (let message = sent.shift(); message; message = sent.shift()) {
        for (const [tab, listener] of listeners) if (tab !== message.from) listener({ data: message.data });
      }
    },
  };
}

const editing = (tabs: readonly EditingTab[]) => tabs.map(({ elsewhere }) => !elsewhere.value);

test("the first tab edits; another one can take over", () => {
  const browser = openBrowser();
  const tabs = ["a", "b", "c"].map((name) => {
    const tab = browser.open(name);
    browser.deliver();
    return tab;
  });
  expect(editing(tabs)).toEqual([true, false, false]);
  tabs[2]?.takeOver();
  browser.deliver();
  expect(editing(tabs)).toEqual([false, false, true]);
  const later = browser.open("d");
  browser.deliver();
  expect(editing([...tabs, later])).toEqual([false, false, true, false]);
});

test("exactly one of the tabs that open in the same millisecond edits", () => {
  const browser = openBrowser();
  const tabs = ["b", "a", "c"].map((name) => browser.open(name, () => 5));
  browser.deliver();
  expect(editing(tabs)).toEqual([false, true, false]);
});

test("a tab that is opened after the editing one was closed edits, as does one of a browser without channels", () => {
  const browser = openBrowser();
  const closed = browser.open("a");
  browser.deliver();
  closed[Symbol.dispose]();
  const next = browser.open("b");
  browser.deliver();
  expect(editing([next])).toEqual([true]);
  expect(openEditingTab({ channel: undefined, tab: "a", now: Date.now }).elsewhere.value).toBe(false);
});
