/** The frame of every page of the board: title, connection, and a notice instead of the page if it cannot be read. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { BoardState } from "../../client/board.ts";
import { account, loadAccount } from "../account.ts";
import { LinkMark } from "../ui/link-mark.tsx";
import { errorNotice, Loading, Notice } from "../ui/notice.tsx";
import { Link, Page } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";
import type { LiveBoard } from "./use-board.ts";

/** Fetches the signed-in account once; returns whether it is known. `enabled` is false for devices: they have no account. */
export function useAccount(enabled = true): boolean {
  const failed = useSignal(false);
  useEffect(() => {
    if (enabled && account.value === undefined) {
      void loadAccount().catch(() => {
        failed.value = true;
      });
    }
  }, [enabled]);
  return !enabled || account.value !== undefined || failed.value;
}

interface FrameProps {
  title: string;
  board: LiveBoard;
  /** Whether the board has everything the page needs; until then it shows that it is loading. */
  ready: (state: BoardState) => boolean;
  width?: "narrow" | "wide" | "full";
  home?: string;
  aside?: ComponentChildren;
  children: () => ComponentChildren;
}

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
          <SignInNotice />
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
          <SignInNotice />
        ) : problem && problem.status >= 400 && problem.status < 500 ? (
          <Notice says={errorNotice(problem)}>
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

/** Tells a visitor without a credential how to get one. */
export function SignInNotice() {
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
