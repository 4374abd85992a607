/** Dialog to choose who may see and measure a product: the owner's classes and individual people. Saves each choice at once. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { User } from "../../../domain/session.ts";
import { type Permission, permissions } from "../../../domain/spc/permission.ts";
import type { Product } from "../../../domain/spc/product.ts";
import type { ProductSharing } from "../../../domain/spc/sharing.ts";
import { Choice } from "../../settings/switches.tsx";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, Problem } from "../../ui/notice.tsx";
import { common } from "../../ui/texts.ts";
import { PeopleSearch } from "./people-search.tsx";
import { texts } from "./texts.ts";

interface SharingProps {
  api: QualityApi;
  product: Product;
  onClose: () => void;
}

/** Open while it is rendered. */
export function SharingDialog({ api, product, onClose }: SharingProps) {
  const words = texts.value;
  const sharing = useSignal<ProductSharing | undefined>(undefined);
  const { busy, problem, attempt } = useAttempt();
  const change = (request: () => Promise<ProductSharing>) =>
    void attempt(async () => {
      sharing.value = await request();
    });
  useEffect(() => change(() => api.sharing(product.id)), []);
  const loaded = sharing.value;
  const share = ({ id }: User, permission: Permission) => change(() => api.shareWith(product.id, id, permission));
  return (
    <Dialog title={words.sharing} onClose={onClose}>
      <div class="flex flex-col gap-4">
        <p class="text-quiet">{words.sharingHint}</p>
        {!loaded && !problem.value && <Loading />}
        {loaded && (
          <>
            <fieldset disabled={busy.value}>
              <legend class="label-text">{words.sharingClasses}</legend>
              <Choice
                name="classes"
                options={permissions.map((permission) => [permission, words.permissions[permission]] as const)}
                value={loaded.classes}
                onChoose={(classes) => change(() => api.shareWithClasses(product.id, classes))}
              />
            </fieldset>
            <fieldset class="flex flex-col gap-2" disabled={busy.value}>
              <legend class="label-text">{words.sharingPeople}</legend>
              {loaded.users.map(({ user, permission }) => (
                <PersonRow
                  key={user.id}
                  user={user}
                  permission={permission}
                  onChoose={(chosen) => share(user, chosen)}
                  onRemove={() =>
                    change(async () => {
                      await api.resetSharing(product.id, user.id);
                      return api.sharing(product.id);
                    })
                  }
                />
              ))}
              <PeopleSearch
                find={(search) => api.people(product.id, search)}
                excludedIds={[product.owner?.id, ...loaded.users.map(({ user }) => user.id)]}
                onChoose={(user) => share(user, user.role === "teacher" ? "none" : "write")}
              />
            </fieldset>
          </>
        )}
        {problem.value && <Problem says={problem.value} />}
        <button type="button" class="btn btn-lg self-end" onClick={onClose}>
          {common.value.close}
        </button>
      </div>
    </Dialog>
  );
}

interface PersonProps {
  user: User;
  permission: Permission;
  onChoose: (permission: Permission) => void;
  onRemove: () => void;
}

function PersonRow({ user, permission, onChoose, onRemove }: PersonProps) {
  const words = texts.value;
  return (
    <div class="flex flex-wrap items-center gap-2">
      <span class="min-w-0 flex-[1_1_8rem] font-medium">
        {user.name} <span class="text-base text-quiet">{words.roles[user.role]}</span>
      </span>
      <div class="ml-auto flex items-center gap-2">
        <select
          class="select w-auto"
          aria-label={words.permissionOf(user.name)}
          value={permission}
          onChange={({ currentTarget }) => {
            const chosen = permissions.find((option) => option === currentTarget.value);
            if (chosen) onChoose(chosen);
          }}
        >
          {permissions.map((option) => (
            <option key={option} value={option}>
              {words.permissions[option]}
            </option>
          ))}
        </select>
        <button type="button" class="btn btn-ghost btn-square" aria-label={words.asUsual(user.name)} onClick={onRemove}>
          <Icon name="close" />
        </button>
      </div>
    </div>
  );
}
