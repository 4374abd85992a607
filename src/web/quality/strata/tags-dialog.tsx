/** Dialog of the tags that the pad asks for, with the values that it offers. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { knownTags, maxTagName, maxTags, tagNamePattern, toTagName } from "../../../domain/spc/tag-names.ts";
import { Switch } from "../../settings/switches.tsx";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Loading, Problem } from "../../ui/notice.tsx";
import { common } from "../../ui/texts.ts";
import { tagName } from "../tag-name.ts";
import { texts as qualityTexts } from "../texts.ts";
import { linesOf } from "./lines-of.ts";
import { texts } from "./texts.ts";

interface TagsProps {
  api: QualityApi;
  product: Product;
  onClose: () => void;
}

/** A tag that may be asked for; `values` has one value a line. */
interface Choice {
  readonly name: string;
  readonly isAsked: boolean;
  readonly values: string;
}

/** Open while it is rendered. */
export function TagsDialog({ api, product, onClose }: TagsProps) {
  const words = texts.value;
  const choices = useSignal<readonly Choice[] | undefined>(undefined);
  const { busy, problem, attempt } = useAttempt();
  useEffect(() => {
    void attempt(async () => {
      const tags = await api.tags(product.id);
      const found = tags.map(({ name, is_asked, offered, used }) => ({
        name,
        isAsked: is_asked,
        values: (is_asked ? offered : used.slice(0, 20).sort()).join("\n"),
      }));
      const others = knownTags.filter((name) => !tags.some((tag) => tag.name === name));
      choices.value = [...found, ...others.map((name) => ({ name, isAsked: false, values: "" }))];
    });
  }, [product.id]);
  const change = (name: string, to: Partial<Choice>) => {
    choices.value = choices.value?.map((choice) => (choice.name === name ? { ...choice, ...to } : choice));
  };
  const asked = choices.value?.filter(({ isAsked }) => isAsked) ?? [];
  const save = () =>
    void attempt(async () => {
      await api.askTags(
        product.id,
        asked.map(({ name, values }) => ({ name, values: linesOf(values) })),
      );
      onClose();
    });
  return (
    <Dialog title={words.tags} onClose={onClose}>
      <p class="text-quiet">{words.tagsHint}</p>
      {choices.value ? (
        <div class="flex max-h-[50vh] flex-col gap-3 overflow-y-auto">
          {choices.value.map((choice) => (
            <TagChoice key={choice.name} choice={choice} onChange={(to) => change(choice.name, to)} />
          ))}
        </div>
      ) : (
        !problem.value && <Loading />
      )}
      {choices.value && (
        <NewTag
          names={choices.value.map(({ name }) => name)}
          onAdd={(name) => {
            choices.value = [...(choices.value ?? []), { name, isAsked: true, values: "" }];
          }}
        />
      )}
      {asked.length > maxTags && <Problem says={words.tooManyAsked(maxTags)} />}
      {problem.value && <Problem says={problem.value} />}
      <div class="flex flex-wrap justify-end gap-3">
        <button type="button" class="btn btn-lg" onClick={onClose}>
          {common.value.cancel}
        </button>
        <button
          type="button"
          class="btn btn-primary btn-lg"
          disabled={busy.value || !choices.value || asked.length > maxTags}
          onClick={save}
        >
          {qualityTexts.value.save}
        </button>
      </div>
    </Dialog>
  );
}

function TagChoice({ choice, onChange }: { choice: Choice; onChange: (to: Partial<Choice>) => void }) {
  const words = texts.value;
  const { name, isAsked, values } = choice;
  return (
    <div class="flex flex-col gap-1">
      <Switch says={[tagName(name), words.asks]} on={isAsked} onSwitch={(on) => onChange({ isAsked: on })} />
      {isAsked && (
        <label class="flex flex-col gap-1">
          <span class="label-text">{words.offeredOf(tagName(name))}</span>
          <textarea
            class="textarea w-full"
            rows={3}
            maxLength={4000}
            value={values}
            onInput={({ currentTarget }) => onChange({ values: currentTarget.value })}
          />
        </label>
      )}
    </div>
  );
}

function NewTag({ names, onAdd }: { names: readonly string[]; onAdd: (name: string) => void }) {
  const words = texts.value;
  const typed = useSignal("");
  const name = toTagName(typed.value);
  const fits = tagNamePattern.test(name) && !names.includes(name);
  return (
    <form
      class="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!fits) return;
        onAdd(name);
        typed.value = "";
      }}
    >
      <label class="flex min-w-0 flex-1 flex-col gap-1">
        <span class="label-text">{words.otherTag}</span>
        <input
          class="input w-full"
          maxLength={maxTagName}
          value={typed.value}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
          }}
        />
      </label>
      <button type="submit" class="btn" disabled={!fits}>
        {words.addTag}
      </button>
    </form>
  );
}
