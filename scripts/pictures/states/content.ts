/** Steps with content: headings, lists, code, a task list, a table and a picture, on every page that shows them. */
import type { Page } from "playwright-core";
import { heading, sees } from "../../../test/browser/page.ts";
import { png } from "../../../test/support/picture.ts";
import type { World } from "../world.ts";
import type { PageState } from "./state.ts";

/** Uploads a picture for lessons and returns its path. */
async function lessonPicture(world: World, token: string): Promise<string> {
  const form = new FormData();
  const body = png(640, 360, (x, y) => [60 + (x >> 3), 110 + (y >> 3), (x + y) % 60 < 30 ? 120 : 160]);
  form.append("file", new Blob([new Uint8Array(body)], { type: "image/png" }), "plot.png");
  const headers = { Authorization: `Bearer ${token}` };
  const answer = await fetch(`${world.stage.at.url}/api/uploads?for=lesson`, { method: "POST", headers, body: form });
  return new URL(((await answer.json()) as { url: string }).url).pathname;
}

const content = (world: World, picture: string) =>
  world.text(
    `Open **plot.py** and press \`Run\`. The [manual](https://example.org/manual) explains each line.

### Type this

\`\`\`python
import matplotlib.pyplot as plt

def plot(values, title="Rain"):
    # one bar a month
    for n, value in enumerate(values, start=1):
        plt.bar(n, value)
    plt.title(f"{title}: {sum(values)} mm")

plot([42, 38.5, 51])
\`\`\`

![A plot with three bars](${picture})

### Check

- [ ] The file is saved
- [ ] The plot has three bars
- [ ] The title says *Rain*

1. Change a value.
2. Run it again.
   - What has moved?

| month | mm |
|-------|----|
| 1 | 42 |
| 2 | 38.5 |

> Nothing happens? Look at the last line of the output.`,
    `**plot.py**를 열고 \`실행\`을 누르세요. [설명서](https://example.org/manual)에 줄마다 설명이 있어요.

### 이렇게 입력하세요

\`\`\`python
import matplotlib.pyplot as plt

def plot(values, title="비"):
    # 한 달에 막대 하나
    for n, value in enumerate(values, start=1):
        plt.bar(n, value)
    plt.title(f"{title}: {sum(values)} mm")

plot([42, 38.5, 51])
\`\`\`

![막대가 세 개인 그래프](${picture})

### 확인하기

- [ ] 파일을 저장했어요
- [ ] 막대가 세 개예요
- [ ] 제목이 *비*예요

1. 값을 하나 바꿔 보세요.
2. 다시 실행하세요.
   - 무엇이 달라졌나요?

| 월 | mm |
|----|----|
| 1 | 42 |
| 2 | 38.5 |

> 아무 일도 없나요? 출력의 마지막 줄을 보세요.`,
  );

async function richLesson(world: World) {
  const token = await world.teacher();
  const subtasks = [
    {
      title: world.text("Plot the rain", "비의 양 그리기"),
      content: content(world, await lessonPicture(world, token)),
    },
    { title: world.text("Save your plot", "그래프 저장하기"), guide_text: world.text("As a picture.", "그림으로요.") },
  ];
  const title = world.text("Your first Python plot", "파이썬으로 그리는 첫 그래프");
  return world.call("POST", "/api/lessons", token, { title, subtasks });
}

/** A class in the step with content. */
async function richClass(world: World) {
  const lesson = await richLesson(world);
  const room = await world.ownClass({ title: lesson.title, lesson_id: lesson.id });
  await world.call("POST", `/api/sessions/${room.session.code}/steps/${lesson.subtasks[0].id}/start`, room.teacher, {});
  return { room, lesson };
}

/** Waits until the code has its colours and the picture is there, also if it is further down the page. */
async function isRich(page: Page): Promise<void> {
  await page.locator(".code-keyword").first().waitFor();
  await page.locator(".step-text img").first().scrollIntoViewIfNeeded();
  await page.waitForFunction(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0));
  await page.evaluate(() => scrollTo(0, 0));
}

export const contentStates: readonly PageState[] = [
  {
    name: "student-content",
    async go(world) {
      const { room } = await richClass(world);
      const { token } = await room.join(world.text("Mina", "민아"));
      const page = await world.visit(`/s/${room.session.code}`, { token, touch: true });
      await page.getByRole("checkbox").first().check();
      await isRich(page);
      return page;
    },
  },
  {
    name: "room-content",
    async go(world) {
      const { room } = await richClass(world);
      await room.join(world.text("Mina", "민아"));
      const page = await world.visit(`/teach/${room.session.code}`, { token: room.teacher });
      await heading(page, /Plot the rain|비의 양/);
      await isRich(page);
      return page;
    },
  },
  {
    name: "lesson-content",
    async go(world) {
      const { id } = await richLesson(world);
      const page = await world.visit(`/teach/lessons/${id}`, { token: await world.teacher() });
      await sees(page, /Saved|저장했어요/);
      return page;
    },
  },
];
