/** A folder's page: its products, and what can be done with the folder. */
import { useSignal } from "@preact/signals";
import type { Folder } from "../../../domain/spc/folder.ts";
import { includes } from "../../../domain/spc/permission.ts";
import { account } from "../../account.ts";
import { go } from "../../router.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Confirm } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, MenuButton } from "../../ui/menu.tsx";
import { Problem } from "../../ui/notice.tsx";
import { Link } from "../../ui/page.tsx";
import { common } from "../../ui/texts.ts";
import { Frame } from "../frame.tsx";
import { ProductCard } from "../overview/product-card.tsx";
import { texts as overviewTexts } from "../overview/texts.ts";
import { ProductForm } from "../product-form.tsx";
import { SimulateButton } from "../simulation/simulate-button.tsx";
import { texts as qualityTexts } from "../texts.ts";
import { Toasts } from "../toasts.tsx";
import { type LiveBoard, useBoard } from "../use-board.ts";
import { FolderDialog } from "./folder-dialog.tsx";
import { TeamsDialog } from "./teams-dialog.tsx";
import { texts } from "./texts.ts";
import { useFolder } from "./use-folders.ts";

/** How many points a sparkline shows. */
const sparklinePoints = 30;

/** The page `/spc/folders/<id>`. */
export function FolderPage({ id }: { id: number }) {
  const board = useBoard({ folder: id, last: sparklinePoints });
  const { folder, reload } = useFolder(board, id);
  return (
    <Frame
      title={folder.value?.name ?? texts.value.folders}
      board={board}
      width="full"
      ready={({ products }) => products !== undefined && folder.value !== undefined}
    >
      {() =>
        folder.value ? (
          <Body board={board} folder={folder.value} reload={reload} />
        ) : (
          <p class="m-auto text-xl text-quiet">{texts.value.folderGone}</p>
        )
      }
    </Frame>
  );
}

interface BodyProps {
  board: LiveBoard;
  folder: Folder;
  reload: () => Promise<void>;
}

function Body({ board, folder, reload }: BodyProps) {
  const words = texts.value;
  const { products = [], charts } = board.state.value;
  const manages = includes(folder.permission, "all");
  return (
    <div class="flex flex-col gap-6 py-4">
      <header class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div class="flex min-w-0 items-center max-sm:w-full sm:flex-1">
          <Link to="/spc" class="btn btn-ghost btn-square -ml-3">
            <Icon name="left" size="1.5rem" />
            <span class="sr-only">{qualityTexts.value.toBoard}</span>
          </Link>
          <h1 class="text-step min-w-0 font-extrabold tracking-tight">{folder.name}</h1>
        </div>
        {folder.session_code !== null && (
          <Link to={`/teach/${folder.session_code}`} class="btn btn-ghost px-3">
            {words.classCode(folder.session_code)}
          </Link>
        )}
        {products.length > 0 && (
          <Link to={`/spc/wall/${folder.id}`} class="btn btn-lg">
            {words.wall}
          </Link>
        )}
        {manages && products.length > 0 && account.value && (
          <Link to={`/spc/codes/${folder.id}`} class="btn btn-lg">
            {words.codes}
          </Link>
        )}
        {manages && <SimulateButton api={board.api} folder={folder.id} />}
        {manages && <FolderActions board={board} folder={folder} reload={reload} />}
      </header>
      {folder.archived && <p class="mark self-start bg-behind-soft text-behind-ink">{words.archivedMark}</p>}
      {products.length === 0 ? (
        <p class="m-auto max-w-xl py-12 text-center text-xl text-balance text-quiet">
          {manages ? words.emptyFolder : words.emptyFolderStudent}
        </p>
      ) : (
        <ul class="product-cards">
          {products.map((product) => (
            <ProductCard key={product.id} product={product} chart={charts.get(product.id)} />
          ))}
        </ul>
      )}
      <Toasts board={board} title={folder.name} signedIn={account.value !== null} />
    </div>
  );
}

type DialogName = "teams" | "product" | "edit" | "archive" | "delete";

function FolderActions({ board, folder, reload }: BodyProps) {
  const words = texts.value;
  const dialog = useSignal<DialogName | undefined>(undefined);
  const { problem, attempt } = useAttempt();
  const open = (name: DialogName) => () => {
    dialog.value = name;
  };
  return (
    <div class="flex flex-wrap items-center gap-2">
      {problem.value && <Problem says={problem.value} />}
      <Menu label={words.manage}>
        <MenuButton onPress={open("product")}>{overviewTexts.value.newProduct}</MenuButton>
        <MenuButton onPress={open("edit")}>{words.editFolder}</MenuButton>
        {folder.archived ? (
          <MenuButton
            onPress={() =>
              void attempt(async () => {
                await board.api.changeFolder(folder.id, { archived: false });
                await reload();
              })
            }
          >
            {words.bringBack}
          </MenuButton>
        ) : (
          <MenuButton onPress={open("archive")}>{words.archiveFolder}</MenuButton>
        )}
        {includes(folder.permission, "own") && <MenuButton onPress={open("delete")}>{words.deleteFolder}</MenuButton>}
      </Menu>
      <button type="button" class="btn btn-primary btn-lg" onClick={open("teams")}>
        <Icon name="plus" />
        {words.teams}
      </button>
      <FolderDialogs
        name={dialog.value}
        board={board}
        folder={folder}
        reload={reload}
        act={(action) => void attempt(action)}
        onClose={() => {
          dialog.value = undefined;
        }}
      />
    </div>
  );
}

interface DialogsProps extends BodyProps {
  name: DialogName | undefined;
  act: (action: () => Promise<unknown>) => void;
  onClose: () => void;
}

function FolderDialogs({ name, board, folder, reload, act, onClose }: DialogsProps) {
  const words = texts.value;
  const { api } = board;
  const confirm = (texts: { title: string; hint: string; yes: string }, action: () => Promise<unknown>) => (
    <Confirm
      {...texts}
      no={common.value.cancel}
      harmless={name === "archive"}
      onNo={onClose}
      onYes={() => {
        onClose();
        act(async () => {
          await action();
          go("/spc");
        });
      }}
    />
  );
  switch (name) {
    case "teams":
      return <TeamsDialog board={board} folder={folder} onClose={onClose} onMade={onClose} />;
    case "product":
      return (
        <ProductForm
          title={overviewTexts.value.newProduct}
          submit={overviewTexts.value.make}
          onClose={onClose}
          onSave={async (chosen) => {
            const { id } = await api.makeProduct({ ...chosen, folder_id: folder.id });
            go(`/spc/${id}`);
          }}
        />
      );
    case "edit":
      return (
        <FolderDialog
          folder={folder}
          onClose={onClose}
          onSave={async (input) => {
            await api.changeFolder(folder.id, input);
            await reload();
            onClose();
          }}
        />
      );
    case "archive":
      return confirm({ title: words.archiveFolder, hint: words.archiveFolderHint, yes: words.archiveFolder }, () =>
        api.changeFolder(folder.id, { archived: true }),
      );
    case "delete":
      return confirm(
        { title: words.deleteFolderAsk(folder.name), hint: words.deleteFolderHint, yes: words.deleteFolder },
        () => api.deleteFolder(folder.id),
      );
    default:
      return null;
  }
}
