/** Every page of a server in development mode shows a warning, and no page of any other server does. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { axeBarriers } from "./barriers.ts";
import { chromiumPath, openStage, phone } from "./stage.ts";

setDefaultTimeout(60_000);

const warning = "Development mode: anyone can use this server without signing in.";
const pages = ["/docs", "/j/TEST001", "/teach", "/spc", "/practice/TEST001", "/"];

describe.skipIf(chromiumPath === undefined)("development mode in the browser", () => {
  test.each([true, false])("development mode %p: the warning is at the top of every page, or of none", async (dev) => {
    await using stage = await openStage({ dev });
    const { page, context } = await stage.seat(phone);
    for (const path of pages) {
      await page.goto(stage.origin + path);
      await page.locator("#app :is(h1, main, form)").first().waitFor();
      expect([path, await page.getByText(warning).count()]).toEqual([path, dev ? 1 : 0]);
      if (!dev) continue;
      const box = await page.getByText(warning).boundingBox();
      expect([path, box?.y]).toEqual([path, 0]);
    }
    if (dev) expect(await axeBarriers(page)).toEqual([]);
    await context.close();
  });

  test("the warning is in the language of the page", async () => {
    await using stage = await openStage({ dev: true });
    const { page } = await stage.seat({ ...phone, locale: "ko-KR" });
    await page.goto(stage.origin);
    await page.getByText("개발 모드예요. 누구나 로그인 없이 이 서버를 쓸 수 있어요.").waitFor();
  });
});
