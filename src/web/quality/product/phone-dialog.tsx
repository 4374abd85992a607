/** Dialog that creates a key for one device and shows its link as a large QR code. */
import { useSignal } from "@preact/signals";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { useDraft } from "../../drafts.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Problem } from "../../ui/notice.tsx";
import { Link } from "../../ui/page.tsx";
import { Qr } from "../../ui/qr.tsx";
import { common } from "../../ui/texts.ts";
import { DeviceList } from "./device-list.tsx";
import { texts } from "./texts.ts";

interface PhoneProps {
  api: QualityApi;
  product: Product;
  /** The page that the link opens, after `/spc/<id>/` (default: the page to enter values). */
  page?: string;
  onClose: () => void;
}

/** Asks for the device's name first, then shows the QR code in full screen. */
export function PhoneDialog({ api, product, page = "enter", onClose }: PhoneProps) {
  const words = texts.value;
  const { value: name, forget } = useDraft(`device-name.${product.id}`, words.deviceSuggested);
  const link = useSignal<string | null>(null);
  const { busy, problem, attempt } = useAttempt();
  if (link.value) return <DeviceLink url={link.value} product={product} onClose={onClose} />;
  return (
    <Dialog title={words.byPhone} onClose={onClose}>
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(async () => {
            const { url } = await api.makeDevice(name.value.trim(), product.id);
            link.value = url?.replace(/\/enter(?=#)/, `/${page}`) ?? null;
            forget();
          });
        }}
      >
        <p class="text-quiet">{words.phoneHint}</p>
        <label class="label-text" for="device-name">
          {words.deviceName}
        </label>
        <input
          id="device-name"
          class="input"
          maxLength={100}
          required
          value={name.value}
          onInput={({ currentTarget }) => {
            name.value = currentTarget.value;
          }}
        />
        <DeviceList api={api} product={product.id} />
        {problem.value && <Problem says={problem.value} />}
        <div class="flex flex-wrap justify-between gap-3">
          <Link to={`/spc/${product.id}/${page}`} class="btn btn-ghost btn-lg">
            {words.enterHere}
          </Link>
          <button type="submit" class="btn btn-primary btn-lg" disabled={busy.value || !name.value.trim()}>
            {words.makeLink}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function DeviceLink({ url, product, onClose }: { url: string; product: Product; onClose: () => void }) {
  const words = texts.value;
  return (
    <Dialog title={words.byPhone} size="full" onClose={onClose}>
      <div class="flex flex-1 flex-col items-center justify-center gap-6 p-page text-center">
        <p class="text-code font-extrabold tracking-tight text-balance">{product.name}</p>
        <Qr value={url} label={words.qr} class="qr-projector rounded-box" />
        <p class="text-2xl text-balance">{words.scan}</p>
        <a href={url} class="max-w-xl text-base break-all text-quiet underline">
          {url.replace(/#.*/, "")}
        </a>
        <p class="text-base text-quiet">{words.linkIsKey}</p>
        <button type="button" class="btn btn-lg" onClick={onClose}>
          {common.value.close}
        </button>
      </div>
    </Dialog>
  );
}
