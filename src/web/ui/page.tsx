/** The layout of a page: header, main column, window title, and focus after navigation. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { language, switchLanguage } from "../language.ts";
import { go } from "../router.ts";
import { common } from "./texts.ts";

/** Sets the window's title. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === "Lectern" ? title : `${title} · Lectern`;
  }, [title]);
}

/** A link to another page of this site, followed without loading a document. */
export function Link({ to, class: name, children }: { to: string; class?: string; children: ComponentChildren }) {
  return (
    <a
      href={to}
      class={name}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}

/** The button that switches the language, labeled in the other language. */
export function LanguageButton() {
  return (
    <button
      type="button"
      class="btn btn-ghost min-h-11 px-3 font-medium text-quiet"
      lang={language.value === "ko" ? "en" : "ko"}
      onClick={switchLanguage}
    >
      {common.value.otherLanguage}
    </button>
  );
}

interface GuideLinkProps {
  class: string;
  /** The page of the guide (default: its table of contents). */
  page?: string;
  newTab?: true;
  children?: ComponentChildren;
}

/** A link to the guide, which the server renders. */
export function GuideLink({ class: name, page = "", newTab, children }: GuideLinkProps) {
  return (
    <a
      href={`/docs/guide/${language.value}${page && `/${page}`}`}
      class={name}
      {...(newTab && { target: "_blank", rel: "noreferrer" })}
    >
      {children ?? common.value.guide}
    </a>
  );
}

/** The program's name as a link to the user's start page. */
export function Brand({ to = "/" }: { to?: string }) {
  return (
    <Link to={to} class="flex min-h-11 items-center gap-2 text-lg font-bold tracking-tight whitespace-nowrap">
      <svg viewBox="0 0 32 32" class="size-7" aria-hidden="true">
        <rect width="32" height="32" rx="8" class="fill-primary" />
        <path d="M8 10h16l-3 7H11z" class="fill-primary-content" />
        <path d="M15 17h2v6h5v2H10v-2h5z" class="fill-accent" />
      </svg>
      Lectern
    </Link>
  );
}

interface PageProps {
  title: string;
  /** Shown at the right of the header, before the language button. */
  aside?: ComponentChildren;
  home?: string;
  /** `narrow`: one column of text or inputs. `full`: the whole window, for a chart. */
  width?: "narrow" | "wide" | "full";
  children: ComponentChildren;
}

const widths = { narrow: "max-w-lg", wide: "max-w-5xl", full: "max-w-[120rem]" };

/** A page with a header and one column. */
export function Page({ title, aside, home, width = "narrow", children }: PageProps) {
  useTitle(title);
  const main = useRef<HTMLElement>(null);
  // After navigation the focused element is gone; a field that has taken the focus keeps it.
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <div class="flex min-h-dvh flex-col">
      <header class="flex min-h-16 items-center justify-between gap-4 px-page">
        <Brand {...(home && { to: home })} />
        <div class="flex items-center gap-2">
          {aside}
          <LanguageButton />
        </div>
      </header>
      <main ref={main} tabIndex={-1} class={`mx-auto flex w-full flex-1 flex-col px-page pb-page ${widths[width]}`}>
        {children}
      </main>
    </div>
  );
}

/** Focuses a field when it is mounted, on a page whose purpose is that field. */
export function useFocus<E extends HTMLElement>() {
  const field = useRef<E>(null);
  useEffect(() => field.current?.focus(), []);
  return field;
}
