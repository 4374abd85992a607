/** A block of code with its language, highlighting and a button that copies it. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { copyText } from "../ui/copy-text.ts";
import { Icon } from "../ui/icon.tsx";
import { highlighted } from "./highlight.ts";
import type { CodeToken } from "./highlighter.ts";
import { texts } from "./texts.ts";

/** How long the button says that the code was copied, in ms. */
const copiedMs = 2500;

export function CodeBlock({ code, language }: { code: string; language: string | undefined }) {
  const name = /^[\w#+.-]{1,20}/.exec(language ?? "")?.[0];
  const tokens = useHighlighting(code, name);
  return (
    <figure class="code-block">
      <figcaption>
        <span>{name ?? texts.value.code}</span>
        <CopyButton code={code} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} translate={false}>
        <code>
          {tokens
            ? tokens.map(({ text, kind }, n) =>
                kind ? (
                  <span key={n} class={`code-${kind}`}>
                    {text}
                  </span>
                ) : (
                  text
                ),
              )
            : code}
        </code>
      </pre>
    </figure>
  );
}

/** The code in tokens once the highlighter is loaded; undefined for a language that it does not know. */
function useHighlighting(code: string, language: string | undefined): readonly CodeToken[] | undefined {
  const tokens = useSignal<{ code: string; list: readonly CodeToken[] } | undefined>(undefined);
  useEffect(() => {
    let isShown = true;
    void highlighted(code, language).then((list) => {
      if (isShown) tokens.value = list && { code, list };
    });
    return () => {
      isShown = false;
    };
  }, [code, language]);
  return tokens.value?.code === code ? tokens.value.list : undefined;
}

function CopyButton({ code }: { code: string }) {
  const words = texts.value;
  const state = useSignal<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state.value !== "copied") return;
    const timer = setTimeout(() => {
      state.value = "idle";
    }, copiedMs);
    return () => clearTimeout(timer);
  }, [state.value]);
  return (
    <>
      <button
        type="button"
        class="btn btn-ghost btn-sm no-print"
        onClick={async () => {
          state.value = (await copyText(code)) ? "copied" : "failed";
        }}
      >
        {state.value === "copied" && <Icon name="check" />}
        {state.value === "copied" ? words.copied : words.copy}
      </button>
      <span role="status" class={state.value === "failed" ? "w-full text-help-ink" : "sr-only"}>
        {state.value === "failed" ? words.notCopied : state.value === "copied" ? words.copied : ""}
      </span>
    </>
  );
}
