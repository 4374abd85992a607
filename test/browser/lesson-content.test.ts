/** A lesson with pictures and code: from a document's clipboard into the editor, to the room, to a student's phone. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { png } from "../support/picture.ts";
import { chromiumPath, openStage, phone, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

/** What applications put on the clipboard, shortened to what matters of it. */
const clipboards: Record<string, [html: string, markdown: string]> = {
  "LibreOffice: headings, nested lists, a link, a table": [
    `<meta charset="utf-8"><style>p{}</style><h1>Plot</h1><p>Open <b>plot.py</b>, <i>then</i> see
      <a href="https://example.org/a_(b)">the manual</a>.</p>
      <ol><li><p>One</p><ul><li><p>deep</p></li></ul></li><li><p>Two_2 *</p></li></ol>
      <table><tr><td>a</td><td>b|c</td></tr><tr><td>1</td><td>2</td></tr></table>`,
    "### Plot\n\nOpen **plot.py**, *then* see [the manual](https://example.org/a_(b)).\n\n1. One\n   - deep\n2. Two_2 \\*\n\n| a | b\\|c |\n| --- | --- |\n| 1 | 2 |",
  ],
  "Google Docs: everything in a <b>, styles for bold, lists in lists, check boxes": [
    `<b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:700">Bold</span><span> text</span></p>
      <ul><li role="listitem"><p><span>One</span></p></li><ul><li><p><span>deep</span></p></li></ul><li><p><span>Two</span></p></li></ul>
      <ul><li role="checkbox" aria-checked="false"><p><span>save</span></p></li><li role="checkbox" aria-checked="true"><p>open</p></li></ul></b>`,
    "**Bold** text\n\n- One\n   - deep\n- Two\n\n- [ ] save\n- [x] open",
  ],
  "Word: lists that are paragraphs with a mark": [
    `<p class=MsoNormal>Do this:<o:p></o:p></p>
      <p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span><![endif]>First</p>
      <p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>deep</p>
      <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.<span>&nbsp;</span></span>Second</p>`,
    "Do this:\n\n1. First\n   - deep\n1. Second",
  ],
  "an editor of code": [
    `<div style="color:#ccc;font-family: Consolas, 'Courier New', monospace;white-space: pre;"><div><span>def</span> a():</div><div>    return 1</div></div>`,
    "```\ndef a():\n    return 1\n```",
  ],
  "a page that would run a script": [
    `<p>x<img src=x onerror="document.title='ran'"><script>document.title='ran'</script><a href="javascript:alert(1)">y</a></p>`,
    "xy",
  ],
};

/** Pastes into the field that has the focus. */
const paste = (page: Page, data: Record<string, string>, picture?: number[]) =>
  page.evaluate(
    ({ data, picture }) => {
      const clipboardData = new DataTransfer();
      for (const [type, text] of Object.entries(data)) clipboardData.setData(type, text);
      if (picture) clipboardData.items.add(new File([new Uint8Array(picture)], "shot.png", { type: "image/png" }));
      const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(event);
    },
    { data, picture },
  );

/** For each picture that the page has asked for, whether it came over the network: not from the browser's cache. */
const loadedPictures = (page: Page) =>
  page.evaluate(() =>
    (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
      .filter(({ name }) => name.includes("/uploads/"))
      .map(({ transferSize }) => transferSize > 0),
  );

describe.skipIf(!chromiumPath)("a lesson with content", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
  });

  test("what documents copy becomes Markdown, with its lists", async () => {
    const { page, context } = await stage.teacher();
    await page.getByRole("heading", { name: "My classes" }).waitFor();
    await page.goto(`${stage.origin}/teach/lessons/new`);
    await page.getByRole("button", { name: /Guide text/ }).click();
    const field = page.getByLabel("Guide text for step 1");
    for (const [name, [html, markdown]] of Object.entries(clipboards)) {
      await field.fill("");
      await paste(page, { "text/html": html, "text/plain": "plain" });
      expect([name, await field.inputValue()]).toEqual([name, markdown]);
    }
    expect(await page.title()).not.toBe("ran");
    await context.close();
  });

  test("from the editor to the room to a student's phone", async () => {
    const teacher = await stage.teacher();
    const { page } = teacher;
    await page.getByRole("heading", { name: "My classes" }).waitFor();
    await page.goto(`${stage.origin}/teach/lessons/new`);
    await page.getByLabel("Title of the lesson").fill("Plot");
    await page.getByLabel("Step 1", { exact: true }).fill("Plot the rain");
    await page.getByRole("button", { name: /Guide text/ }).click();
    const field = page.getByLabel("Guide text for step 1");
    await field.fill("Type this:\n\n```python\nprint(1 < 2)\n```\n\n- [ ] It runs\n- [ ] It is saved");
    await paste(page, {}, [...png(64, 36, () => [200, 30, 30])]);
    await page.waitForFunction(
      () => document.querySelector("textarea[rows]:not([rows='1'])")?.matches(":focus") === true,
    );
    await page.getByText("Describe the picture between the brackets").waitFor();
    await page.keyboard.type("A red box");
    expect(await field.inputValue()).toMatch(/\n\n!\[A red box\]\(\/uploads\/[\w-]{43}-64x36\.png\)\n$/);
    const preview = page.getByRole("region", { name: "As a student sees it" });
    await preview.getByRole("img", { name: "A red box" }).waitFor();
    await preview.locator(".code-name, .code-type, .code-keyword").first().waitFor();
    // A tool works on the selection.
    await field.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(5, 9));
    await page.getByRole("button", { name: "Bold" }).click();
    expect(await field.inputValue()).toStartWith("Type **this**:");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "Open a class with it" }).click();
    await page.waitForURL(/\/teach\/[A-Z0-9]{6}$/);
    const code = page.url().split("/").at(-1) ?? "";
    await page.getByRole("button", { name: /Begin/ }).click();
    await page.getByRole("heading", { name: "Plot the rain" }).waitFor();
    await page.getByRole("img", { name: "A red box" }).waitFor();

    const seat = (await stage.at.call("POST", `/api/sessions/${code}/join`, undefined, { nickname: "Mina" })).body;
    const student = await stage.seat(phone);
    await student.context.addCookies([{ name: "lectern_session", value: seat.token, url: stage.origin }]);
    await student.page.goto(`${stage.origin}/s/${code}`);
    const picture = student.page.getByRole("img", { name: "A red box" });
    await picture.waitFor();
    expect(await picture.evaluate((image: HTMLImageElement) => [image.width, image.height])).toEqual([64, 36]);
    await student.page.waitForFunction(() => document.images[0]?.naturalWidth === 64);
    expect(await loadedPictures(student.page)).toEqual([true]);

    // A phone has no secure context, and so no clipboard object: the code is copied by a selection.
    expect(await student.page.evaluate(() => [isSecureContext, "clipboard" in navigator])).toEqual([false, false]);
    await student.page.evaluate(() => {
      addEventListener("copy", () => {
        const { value, selectionStart, selectionEnd } = document.activeElement as HTMLTextAreaElement;
        document.documentElement.dataset.copied = value.slice(selectionStart, selectionEnd);
      });
    });
    await student.page.getByRole("button", { name: "Copy" }).click();
    await student.page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await student.page.evaluate(() => document.documentElement.dataset.copied)).toBe("print(1 < 2)");

    const box = (name: string) => student.page.getByRole("checkbox", { name });
    await box("It is saved").check();
    await student.page.reload();
    await picture.waitFor();
    expect([await box("It runs").isChecked(), await box("It is saved").isChecked()]).toEqual([false, true]);
    await student.page.waitForFunction(() => document.images[0]?.naturalWidth === 64);
    expect(await loadedPictures(student.page)).toEqual([false]);

    // The projector shows the same, and has no boxes to tick.
    const { token } = (await stage.at.call("POST", `/api/sessions/${code}/screens`, await stage.at.teacher(), {})).body;
    const projector = await stage.seat();
    const cookie = { name: "lectern_screen", value: token, path: `/ws/live/screen/${code}` };
    await projector.context.addCookies([{ ...cookie, domain: new URL(stage.origin).hostname }]);
    await projector.page.goto(`${stage.origin}/screen/${code}`);
    await projector.page.getByRole("img", { name: "A red box" }).waitFor();
    await projector.page.locator(".code-block .code-number").first().waitFor();
    expect(await projector.page.getByRole("checkbox", { name: "It runs" }).isDisabled()).toBe(true);
    await projector.context.close();

    // The teacher's page cannot tick for anybody.
    expect(await page.getByRole("checkbox", { name: "It is saved" }).isDisabled()).toBe(true);
    expect(stage.complaints).toEqual([]);
    await Promise.all([teacher.context.close(), student.context.close()]);
  });

  test("a lesson is exported to a file and imported from it, pictures are dropped in, and other files are not", async () => {
    const { page, context } = await stage.teacher();
    await page.getByRole("heading", { name: "My classes" }).waitFor();
    await page.goto(`${stage.origin}/teach/lessons/new`);
    await page.getByLabel("Title of the lesson").fill("Kept: a lesson");
    await page.getByLabel("Step 1", { exact: true }).fill("Look");
    await page.getByRole("button", { name: /Guide text/ }).click();
    const field = page.getByLabel("Guide text for step 1");
    const drop = (type: string, bytes: number[]) =>
      field.evaluate(
        (area, { type, bytes }) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([new Uint8Array(bytes)], "x", { type }));
          area.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        },
        { type, bytes },
      );
    await drop("text/html", [60, 98, 62]);
    await page.getByText("Only pictures can be added").waitFor();
    await drop("image/png", [1, 2, 3]);
    await page.getByText("The picture could not be uploaded.").waitFor();
    await drop("image/png", [...png(20, 10, () => [0, 90, 0])]);
    await page.getByText("Describe the picture between the brackets").waitFor();
    const text = await field.inputValue();
    expect(text).toMatch(/^!\[Describe the picture\]\(\/uploads\/[\w-]{43}-20x10\.png\)\n$/);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export as a file" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("Kept a lesson.zip");
    const saved = page.url();
    const path = await download.path();
    await page.goto(`${stage.origin}/teach`);
    const buffer = Buffer.from(await Bun.file(path).arrayBuffer());
    const file = { name: "again.zip", mimeType: "application/zip", buffer };
    await page.getByLabel("Import from a file").setInputFiles(file);
    await page.waitForURL((url) => /\/teach\/lessons\/\d+$/.test(url.pathname) && url.href !== saved);
    expect(await page.getByLabel("Title of the lesson").inputValue()).toBe("Kept: a lesson");
    // The same picture is the same file, stored once.
    expect(await field.inputValue()).toBe(text.trim());
    await context.close();
  });

  test("a picture that cannot be loaded is its description in a frame", async () => {
    const token = await stage.at.teacher();
    const content = `![Three bars](/uploads/${"x".repeat(43)}-64x36.png) ![elsewhere](https://example.org/a.png)`;
    const lesson = { title: "Gone", subtasks: [{ title: "Look", content }] };
    const { id } = (await stage.at.call("POST", "/api/lessons", token, lesson)).body;
    const { page, context } = await stage.seat(phone);
    await context.addCookies([{ name: "lectern_session", value: token, url: stage.origin }]);
    await page.goto(`${stage.origin}/teach/lessons/${id}`);
    await page.getByText("The picture could not be loaded").waitFor();
    await page.getByText("Three bars").last().waitFor();
    expect(await page.getByRole("link", { name: "elsewhere" }).getAttribute("href")).toBe("https://example.org/a.png");
    await context.close();
  });
});
