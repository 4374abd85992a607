/** The frame of every page of the board: who is here, the connection, what stands there instead where nothing can be read. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { BoardState } from "../../client/board.ts";
import { account, askWhoIAm } from "../account.ts";
import { LinkMark } from "../ui/link-mark.tsx";
import { because, Loading, Notice } from "../ui/notice.tsx";
import { Link, Page } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";
import type { LiveBoard } from "./use-board.ts";

/** Asks once who is signed in; `true` when that is known. A device asks for nobody: `ask` is false. */
export function useAccount(ask = true): boolean {
  const failed = useSignal(false);
  useEffect(() => {
    if (ask && account.value === undefined) {
      void askWhoIAm().catch(() => {
        failed.value = true;
      });
    }
  }, [ask]);
  return !ask || account.value !== undefined || failed.value;
}

interface FrameProps {
  title: string;
  board: LiveBoard;
  /** What is to be there before the page is shown. */
  ready: (state: BoardState) => boolean;
  width?: "narrow" | "wide" | "full";
  home?: string;
  aside?: ComponentChildren;
  children: () => ComponentChildren;
}

/** A page of the board with its connection; shown once what it needs is read. */
export function Frame({ title, board, ready, width = "wide", home = "/spc", aside, children }: FrameProps) {
  const known = useAccount();
  const { value: state } = board.state;
  const { link, problem } = state;
  const words = texts.value;
  const mark = (
    <>
      <LinkMark link={link} onTry={board.nudge} />
      {aside}
    </>
  );
  if (link.is === "closed") {
    return (
      <Page title={title} home={home} width="narrow">
        {link.reason === "signed_out" ? (
          <Stranger />
        ) : (
          <Notice says={link.reason === "deleted" ? words.deleted : words.shut}>
            {link.reason !== "deleted" && (
              <button type="button" class="btn btn-primary btn-huge" onClick={board.reopen}>
                {common.value.again}
              </button>
            )}
            <Link to="/spc" class="btn btn-lg">
              {words.toBoard}
            </Link>
          </Notice>
        )}
      </Page>
    );
  }
  if (!known || !ready(state)) {
    return (
      <Page title={title} home={home} width="narrow" aside={mark}>
        {problem?.status === 401 ? (
          <Stranger />
        ) : problem && problem.status >= 400 && problem.status < 500 ? (
          <Notice says={[because(problem), ""]}>
            <Link to="/spc" class="btn btn-lg">
              {words.toBoard}
            </Link>
          </Notice>
        ) : (
          <Loading />
        )}
      </Page>
    );
  }
  return (
    <Page title={title} home={home} width={width} aside={mark}>
      {children()}
    </Page>
  );
}

/** For who has no credential: how to get one. */
export function Stranger() {
  const words = texts.value;
  return (
    <Notice says={words.stranger}>
      <Link to="/" class="btn btn-primary btn-huge">
        {common.value.enterClassroom}
      </Link>
      <Link to="/teach" class="btn btn-lg">
        {common.value.teacherSignIn}
      </Link>
    </Notice>
  );
}
