/** Dialog to choose the products and the minimum priority to be notified of. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { QualityApi } from "../../client/quality-api.ts";
import type { Preferences } from "../../domain/spc/alert.ts";
import type { Product } from "../../domain/spc/product.ts";
import { account } from "../account.ts";
import { useDraft } from "../drafts.ts";
import { Choice, Switch } from "../settings/switches.tsx";
import { useAttempt } from "../ui/attempt.ts";
import { Dialog } from "../ui/dialog.tsx";
import { DialogButtons } from "../ui/dialog-buttons.tsx";
import { errorText, Loading, Problem } from "../ui/notice.tsx";
import { texts } from "./texts.ts";
import { preferences as currentPreferences } from "./toasts.tsx";

interface DialogProps {
  api: QualityApi;
  products: readonly Product[];
  onClose: () => void;
}

/** Open while it is rendered. */
export function PreferencesDialog({ api, products, onClose }: DialogProps) {
  const words = texts.value;
  const saved = useSignal<Preferences | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const failed = (thrown: unknown) => {
    problem.value = errorText(thrown);
  };
  useEffect(() => {
    api.preferences().then((read) => {
      saved.value = read;
    }, failed);
  }, []);
  return (
    <Dialog title={words.notifications} onClose={onClose}>
      {saved.value ? (
        <PreferencesForm api={api} saved={saved.value} products={products} onClose={onClose} />
      ) : problem.value ? (
        <Problem says={problem.value} />
      ) : (
        <Loading />
      )}
    </Dialog>
  );
}

function PreferencesForm({ api, saved, products, onClose }: DialogProps & { saved: Preferences }) {
  const { value: chosen, forget } = useDraft(`notifications.${account.value?.id}`, saved);
  const { problem, attempt } = useAttempt();
  const change = (changes: Partial<Preferences>) => {
    chosen.value = { ...chosen.value, ...changes };
  };
  return (
    <form
      class="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(async () => {
          currentPreferences.value = await api.prefer(chosen.value);
          forget();
          onClose();
        });
      }}
    >
      <PriorityChoice preferences={chosen.value} onChange={change} />
      <ProductChoice preferences={chosen.value} products={products} onChange={change} />
      {problem.value && <Problem says={problem.value} />}
      <DialogButtons action={texts.value.save} onDiscard={forget} onClose={onClose} />
    </form>
  );
}

interface ChoiceProps {
  preferences: Preferences;
  onChange: (changes: Partial<Preferences>) => void;
}

function PriorityChoice({ preferences, onChange }: ChoiceProps) {
  const words = texts.value;
  return (
    <fieldset>
      <legend class="label-text">{words.fromPriority}</legend>
      <Choice
        name="priority"
        options={(["4", "3", "2", "1"] as const).map((priority) => [
          priority,
          priority === "4"
            ? words.onlyPriority(words.priorities[3] ?? "")
            : priority === "1"
              ? words.allPriorities
              : words.priorityFrom(words.priorities[Number(priority) - 1] ?? ""),
        ])}
        value={toChoice(preferences.min_priority)}
        onChoose={(priority) => onChange({ min_priority: Number(priority) })}
      />
    </fieldset>
  );
}

function ProductChoice({ preferences, products, onChange }: ChoiceProps & { products: readonly Product[] }) {
  const words = texts.value;
  const allIds = products.map(({ id }) => id);
  return (
    <fieldset>
      <legend class="label-text">{words.ofProducts}</legend>
      <Switch
        says={[words.allProducts, words.allProductsHint]}
        on={preferences.products === null}
        onSwitch={(on) => onChange({ products: on ? null : allIds })}
      />
      {preferences.products !== null &&
        products.map(({ id, name, code }) => (
          <Switch
            key={id}
            says={[name, code]}
            on={preferences.products?.includes(id) ?? true}
            onSwitch={(on) =>
              onChange({
                products: allIds.filter((other) => (other === id ? on : preferences.products?.includes(other))),
              })
            }
          />
        ))}
    </fieldset>
  );
}

const toChoice = (priority: number): "1" | "2" | "3" | "4" =>
  priority >= 4 ? "4" : priority === 3 ? "3" : priority === 2 ? "2" : "1";
