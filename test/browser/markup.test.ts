/** Nothing that people write runs or becomes markup: a corpus through every text of a class, with the policy's reports. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { toZip } from "../../src/domain/zip.ts";
import { payloads } from "./markup-payloads.ts";
import { untilStarted } from "./page.ts";
import { chromiumPath, openStage, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

/** Counts what runs and what the content security policy reports; both must stay 0. */
const watch = () => {
  const seen = { ran: 0, reports: [] as string[] };
  Object.assign(window, { seen, xss: () => seen.ran++ });
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
    seen.reports.push(`${violatedDirective} ${blockedURI} ${sample}`),
  );
};

/** What a page has run, what its policy has reported, and elements that only markup could have made. */
const found = (page: Page) =>
  page.evaluate(() => {
    const seen = (window as unknown as { seen: { ran: number; reports: string[] } }).seen;
    const addresses = Array.from(document.querySelectorAll("[href], [src], [action], [formaction]"), (element) =>
      ["href", "src", "action", "formaction"].map((name) => element.getAttribute(name) ?? ""),
    ).flat();
    return {
      ...seen,
      addresses: addresses.filter((address) => /^\s*(?:javascript|data|vbscript|file|blob):/i.test(address)),
      handlers: [...document.querySelectorAll("*")].filter((element) =>
        element.getAttributeNames().some((name) => name.startsWith("on")),
      ).length,
      foreign: document.querySelectorAll("iframe, object, embed, marquee, math, base, body script, form[action]")
        .length,
    };
  });
const nothing = { ran: 0, reports: [], addresses: [], handlers: 0, foreign: 0 };

describe.skipIf(!chromiumPath)("markup in what people write", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
  });

  test("is shown as text, on every page, and nothing runs", async () => {
    expect(payloads.length).toBeGreaterThanOrEqual(60);
    const { call } = stage.at;
    const token = await stage.at.teacher();
    const contents = [
      payloads.join("\n\n"),
      payloads.map((each) => `\`\`\`${each.replaceAll("`", "").slice(0, 30)}\n${each}\n\`\`\``).join("\n"),
      payloads
        .map((each) => `[x](${each}) [${each}](https://example.org) ![${each}](/uploads/x.png) ![x](${each})`)
        .join("\n\n"),
    ];
    const subtasks = payloads.map((title, n) => ({ title, ...(contents[n] && { content: contents[n] }) }));
    const title = payloads[0] ?? "";
    const lesson = (await call("POST", "/api/lessons", token, { title, subtasks })).body;
    const { code } = (await call("POST", "/api/sessions", token, { title, lesson_id: lesson.id })).body;
    const path = `/api/sessions/${code}`;
    const students: string[] = [];
    for (const nickname of payloads) {
      const seat = (await call("POST", `${path}/join`, undefined, { nickname: nickname.slice(0, 40) })).body;
      students.push(seat.token);
      await Promise.all([
        call("POST", `${path}/messages`, seat.token, { content: nickname }),
        call("POST", `${path}/questions`, seat.token, { text: nickname }),
        call("POST", `${path}/help`, seat.token, { message: nickname }),
      ]);
    }
    const [first = ""] = students;

    const sit = async (credential: string) => {
      const { context, page } = await stage.seat();
      await context.addInitScript(watch);
      await context.addCookies([{ name: "lectern_session", value: credential, url: stage.origin }]);
      page.on("dialog", (dialog) => void dialog.dismiss());
      return { context, page };
    };
    const student = await sit(first);
    await student.page.goto(`${stage.origin}/s/${code}`);
    for (const { id } of lesson.subtasks.slice(0, contents.length)) {
      if (id !== lesson.subtasks[0].id) await untilStarted(stage.at, code, token);
      await call("POST", `${path}/steps/${id}/start`, token);
      const go = student.page.getByRole("button", { name: /^Go to step/ });
      if (id !== lesson.subtasks[0].id) await go.click();
      await student.page.locator("div.step-text").waitFor();
      // Whoever presses every link and button of the text gets nothing else.
      await student.page.evaluate(() => {
        for (const link of document.querySelectorAll<HTMLElement>(".step-text a"))
          link.dispatchEvent(new Event("mouseover"));
        for (const box of document.querySelectorAll<HTMLElement>(".step-text input")) box.click();
      });
      expect(await found(student.page)).toEqual(nothing);
    }
    for (const tab of ["Questions", "Chat"]) {
      await student.page
        .getByRole("tab", { name: tab })
        .or(student.page.getByRole("button", { name: tab }))
        .first()
        .click();
      await student.page.getByText("<svg onload=xss()>").first().waitFor();
    }
    expect(await found(student.page)).toEqual(nothing);

    const screen = (await call("POST", `${path}/screens`, token)).body.token;
    const projector = await sit("");
    const door = `/ws/live/screen/${code}`;
    const { hostname } = new URL(stage.origin);
    await projector.context.addCookies([{ name: "lectern_screen", value: screen, domain: hostname, path: door }]);
    await projector.page.goto(`${stage.origin}/screen/${code}`);
    for (const view of ["code", "step", "questions"]) {
      await call("POST", `${path}/screen`, token, { view });
      await projector.page.locator(`[data-view=${view}]`).getByText("xss()").first().waitFor();
      expect([view, await found(projector.page)]).toEqual([view, nothing]);
    }
    const teacher = await sit(token);
    for (const address of [`/teach/${code}`, `/teach/${code}/report`, "/teach", `/teach/lessons/${lesson.id}`]) {
      await teacher.page.goto(stage.origin + address);
      const isEditor = address.includes("/lessons/");
      await (isEditor
        ? teacher.page.getByLabel("Title of the lesson")
        : teacher.page.getByText("xss()").first()
      ).waitFor();
      expect([address, await found(teacher.page)]).toEqual([address, nothing]);
    }
    // The editor: a paste of all of it as HTML, and files with such names.
    await teacher.page.getByLabel("Guide text for step 1").evaluate((field, html) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/html", html);
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, payloads.join("\n"));
    await teacher.page.locator("aside .step-text").waitFor();
    expect(await found(teacher.page)).toEqual(nothing);
    await teacher.page.goto(`${stage.origin}/teach`);
    const zip = Buffer.concat([
      ...toZip(
        [
          ["a.md", ["## x"]],
          ["<img src=x onerror=xss()>.html", ["x"]],
        ],
        new Date(),
      ),
    ]);
    const name = "<img src=x onerror=xss()>.zip";
    await teacher.page
      .getByLabel("Import from a file")
      .setInputFiles({ name, mimeType: "application/zip", buffer: zip });
    await teacher.page.getByText("neither text").waitFor();
    expect(await found(teacher.page)).toEqual(nothing);
    expect(stage.complaints.filter((complaint) => /Content Security Policy|xss/.test(complaint))).toEqual([]);
    await Promise.all([student, projector, teacher].map(({ context }) => context.close()));
  });
});
