/** Dialog that makes a product for each team: chooses the template, and the names of the teams. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Folder } from "../../../domain/spc/folder.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { api as classApi } from "../../api.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogButtons } from "../../ui/dialog-buttons.tsx";
import { errorText, Problem } from "../../ui/notice.tsx";
import type { LiveBoard } from "../use-board.ts";
import { groupName, namesIn, withCount } from "./team-names.ts";
import { texts } from "./texts.ts";

/** The server makes at most so many at a time. */
const maxTeams = 60;
const initialTeams = 6;

interface TeamsDialogProps {
  board: LiveBoard;
  folder: Folder;
  onClose: () => void;
  onMade: () => void;
}

export function TeamsDialog({ board, folder, onClose, onMade }: TeamsDialogProps) {
  const words = texts.value;
  const template = useSignal(0);
  const typed = useSignal(withCount("", initialTeams, words.team));
  const { busy, problem, attempt } = useAttempt();
  const products = useTemplates(board, folder, (found) => {
    if (typeof found === "string") problem.value = found;
    else template.value ||= found[0]?.id ?? 0;
  });
  const names = namesIn(typed.value);
  const useGroups = () =>
    attempt(async () => {
      const groups = await readGroups(folder.session_code ?? "");
      if (groups.length === 0) problem.value = words.noGroups;
      else typed.value = groups.map(({ n, members }) => groupName(words.group(n), members)).join("\n");
    });
  return (
    <Dialog title={words.teams} onClose={onClose}>
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(async () => {
            await board.api.makeTeams(folder.id, { template: template.value, names });
            onMade();
          }, errorText);
        }}
      >
        <TemplateChoice products={products.value} template={template} />
        <div class="flex flex-wrap items-end gap-3">
          <label class="flex w-32 flex-col gap-2">
            <span class="label-text">{words.teamCount}</span>
            <input
              type="number"
              class="input w-full"
              min={1}
              max={maxTeams}
              value={names.length}
              onChange={({ currentTarget }) => {
                const count = Number(currentTarget.value);
                if (Number.isInteger(count) && count >= 1 && count <= maxTeams)
                  typed.value = withCount(typed.value, count, words.team);
                else currentTarget.value = String(names.length);
              }}
            />
          </label>
          {folder.session_code !== null && (
            <button type="button" class="btn" disabled={busy.value} onClick={() => void useGroups()}>
              {words.fromGroups}
            </button>
          )}
        </div>
        <label class="flex flex-col gap-2">
          <span class="label-text">{words.teamNames}</span>
          <textarea
            class="textarea w-full"
            rows={8}
            value={typed.value}
            onInput={({ currentTarget }) => {
              typed.value = currentTarget.value;
            }}
          />
        </label>
        {names.length > maxTeams && <Problem says={words.tooManyTeams} />}
        {problem.value && <Problem says={problem.value} />}
        <DialogButtons
          action={words.makeTeams(names.length)}
          disabled={busy.value || template.value === 0 || names.length === 0 || names.length > maxTeams}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

interface TemplateProps {
  products: readonly Product[] | undefined;
  template: Signal<number>;
}

function TemplateChoice({ products, template }: TemplateProps) {
  const words = texts.value;
  if (products?.length === 0) return <p>{words.noTemplate}</p>;
  return (
    <label class="flex flex-col gap-2">
      <span class="label-text">{words.template}</span>
      <select
        class="select w-full"
        value={template.value}
        onChange={({ currentTarget }) => {
          template.value = Number(currentTarget.value);
        }}
      >
        {products?.map(({ id, name, code }) => (
          <option key={id} value={id}>
            {name} · {code}
          </option>
        ))}
      </select>
      <span class="text-base text-quiet">{words.templateHint}</span>
    </label>
  );
}

/** The products that can be a template: those of the folder first. `onRead` gets them, or why they could not be read. */
function useTemplates({ api }: LiveBoard, folder: Folder, onRead: (read: readonly Product[] | string) => void) {
  const products = useSignal<readonly Product[] | undefined>(undefined);
  useEffect(() => {
    api.products().then(
      (all) => {
        const inFolder = all.filter(({ folder_id }) => folder_id === folder.id);
        products.value = [...inFolder, ...all.filter(({ folder_id }) => folder_id !== folder.id).reverse()];
        onRead(products.value);
      },
      (thrown: unknown) => onRead(errorText(thrown)),
    );
  }, []);
  return products;
}

/** The groups of a class with the names of their members. */
async function readGroups(session: string): Promise<{ n: number; members: string[] }[]> {
  const { data } = await classApi.groups(session);
  return data.map(({ group_id, members }) => ({ n: group_id, members: members.map(({ nickname }) => nickname) }));
}
