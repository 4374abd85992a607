/** The menu of a product, with the actions that the user's permission allows. */
import { useRef } from "preact/hooks";
import { includes } from "../../../domain/spc/permission.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { account } from "../../account.ts";
import { go } from "../../router.ts";
import { Icon } from "../../ui/icon.tsx";
import { texts as courseTexts } from "../course/texts.ts";
import { texts as qualityTexts } from "../texts.ts";
import type { DialogName } from "./product-dialogs.tsx";
import { texts } from "./texts.ts";
import { useCloseMenu } from "./use-close-menu.ts";

interface MenuProps {
  product: Product;
  disabled: boolean;
  onOpen: (dialog: DialogName) => void;
  onAnalyse: () => void;
  onPick: () => void;
}

export function ManageMenu({ product, disabled, onOpen, onAnalyse, onPick }: MenuProps) {
  const words = texts.value;
  const manages = includes(product.permission, "all");
  const owns = includes(product.permission, "own");
  const menu = useRef<HTMLDetailsElement>(null);
  useCloseMenu(menu);
  const item = (name: string, onClick: () => void) => (
    <button
      type="button"
      class="btn btn-ghost justify-start px-4"
      disabled={disabled}
      onClick={() => {
        menu.current?.removeAttribute("open");
        onClick();
      }}
    >
      {name}
    </button>
  );
  return (
    <details ref={menu} class="sm:relative">
      <summary class="btn btn-lg whitespace-nowrap">
        {words.manage}
        <Icon name="down" />
      </summary>
      <div class="menu-sheet">
        {manages && item(words.freeze, () => onOpen("freeze"))}
        {manages && item(words.pickPoints, onPick)}
        {manages && product.limits_version !== null && item(words.unfreeze, () => onOpen("unfreeze"))}
        {manages && item(words.analyse, onAnalyse)}
        {manages && item(words.raise, () => onOpen("raise"))}
        {item(qualityTexts.value.import, () => go(`/spc/${product.id}/import`))}
        {item(qualityTexts.value.gauge, () => go(`/spc/${product.id}/gauge`))}
        {manages && item(words.correctValues, () => onOpen("values"))}
        {manages && item(words.tags, () => onOpen("tags"))}
        {manages && item(words.causes, () => onOpen("causes"))}
        {manages && item(words.edit, () => onOpen("edit"))}
        {manages && item(courseTexts.value.moveProduct, () => onOpen("move"))}
        {manages && !product.archived && item(courseTexts.value.archiveProduct, () => onOpen("archive"))}
        {manages && product.archived && item(courseTexts.value.bringBack, () => onOpen("restore"))}
        {owns && account.value !== null && item(words.sharing, () => onOpen("sharing"))}
        {owns && item(words.delete, () => onOpen("delete"))}
      </div>
    </details>
  );
}
