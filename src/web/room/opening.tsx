/** What a teacher's page of a class shows until the class is read. */
import type { LiveRoom } from "../live.ts";
import { LinkMark } from "../ui/link-mark.tsx";
import { Loading } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";

export function Opening({ code, live }: { code: string; live: LiveRoom }) {
  return (
    <Page title={code} home="/teach" aside={<LinkMark link={live.state.value.link} onTry={live.nudge} />}>
      <Loading />
    </Page>
  );
}
