/** The pages: which address shows which. */
import { render } from "preact";
import { Docs } from "./docs/docs.tsx";
import { Lesson } from "./lesson/lesson.tsx";
import { text } from "./messages/index.ts";
import { Practice } from "./practice/practice.tsx";
import { Report } from "./report/report.tsx";
import { Room } from "./room/room.tsx";
import { path } from "./router.ts";
import { Join } from "./start/join.tsx";
import { Start } from "./start/start.tsx";
import { Student } from "./student/student.tsx";
import { Classes } from "./teach/classes.tsx";
import { Teacher } from "./teach/teacher.tsx";
import { Notice } from "./ui/notice.tsx";
import { Link, Page } from "./ui/page.tsx";

function App() {
  const [area = "", first = "", second = "", ...rest] = decodeURIComponent(path.value).split("/").filter(Boolean);
  const code = first.toUpperCase();
  if (rest.length === 0) {
    if (area === "") return <Start />;
    if (area === "docs" && !first) return <Docs />;
    if (area === "j" && first && !second) return <Join key={code} code={code} />;
    if (area === "s" && first && !second) return <Student key={code} code={code} />;
    if (area === "practice" && first && !second) return <Practice key={code} code={code} />;
    if (area === "teach" && !first) return <Teacher page={() => <Classes />} />;
    if (area === "teach" && first === "lessons" && second) {
      return <Teacher page={() => <Lesson key={second} id={second === "new" ? undefined : Number(second)} />} />;
    }
    if (area === "teach" && second === "report") {
      return <Teacher page={() => <Report key={code} code={code} />} />;
    }
    if (area === "teach" && !second) return <Teacher page={() => <Room key={code} code={code} />} />;
  }
  return (
    <Page title="Lectern">
      <Notice says={[text.value.common.notFound, ""]}>
        <Link to="/" class="btn btn-primary btn-lg">
          {text.value.common.toStart}
        </Link>
      </Notice>
    </Page>
  );
}

const root = document.getElementById("app");
if (root) render(<App />, root);
