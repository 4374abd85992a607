/** The button that shows a code for a second device, as a QR code and as a number. */
import { useSignal } from "@preact/signals";
import { api } from "../api.ts";
import { useAttempt } from "../ui/attempt.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Problem } from "../ui/notice.tsx";
import { Qr } from "../ui/qr.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";
import { useSignInCode } from "./use-sign-in-code.ts";

/** `session`: the class whose remote opens; without it, the other device shows the classes. */
export function PhoneButton({ session, class: name = "btn" }: { session?: string; class?: string }) {
  const words = texts.value;
  const isOpen = useSignal(false);
  const label = session === undefined ? words.otherDevice : words.openOnPhone;
  return (
    <>
      <button
        type="button"
        class={name}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {label}
      </button>
      {isOpen.value && (
        <PhoneDialog
          title={label}
          session={session}
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </>
  );
}

interface PhoneDialogProps {
  title: string;
  session: string | undefined;
  onClose: () => void;
}

function PhoneDialog({ title, session, onClose }: PhoneDialogProps) {
  const words = texts.value;
  const code = useSignInCode(session).value;
  const size = "mx-auto aspect-square w-64 max-w-full";
  const url = typeof code === "object" ? new URL(code.url) : undefined;
  const isLocal = url !== undefined && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{session === undefined ? words.scanToSignIn : words.scan}</p>
      {code === "failed" ? (
        <p class={`${size} grid place-items-center text-center text-help-ink`} role="alert">
          {words.failed}
        </p>
      ) : url ? (
        <Qr value={url.href} label={words.qr} class={`${size} rounded-box`} />
      ) : (
        <div class={`${size} rounded-box bg-base-300`} aria-busy="true" />
      )}
      {isLocal && <p class="rounded-box bg-behind-soft px-4 py-3 text-behind-ink">{words.localOnly}</p>}
      <p class="text-base text-quiet">{words.onlyYou}</p>
      <section class="min-h-28 border-t border-base-300 pt-3">
        {typeof code === "object" && code.number !== null && (
          <>
            <h3 class="font-bold">{words.number}</h3>
            <p class="text-base text-quiet">{words.numberHow(`${url?.host}/teach`)}</p>
            <p class="mt-1 font-code text-4xl font-bold tracking-widest tabular-nums">{grouped(code.number)}</p>
          </>
        )}
      </section>
      {session === undefined && <SignOutOthers />}
      <button type="button" class="btn btn-lg" onClick={onClose}>
        {common.value.close}
      </button>
    </Dialog>
  );
}

/** For a phone that was lost: ends every other sign-in of this account. */
function SignOutOthers() {
  const words = texts.value;
  const ended = useSignal<number | undefined>(undefined);
  const { busy, problem, refusal, attempt } = useAttempt();
  const signOut = async () => {
    ended.value = (await api.signOutOthers()).signed_out;
  };
  return (
    <div class="flex flex-col gap-1 border-t border-base-300 pt-3">
      <button type="button" class="btn" disabled={busy.value} onClick={() => void attempt(signOut)}>
        {words.signOutOthers}
      </button>
      <p class="min-h-7 text-base text-quiet" role="status">
        {ended.value !== undefined && words.signedOut(ended.value)}
      </p>
      <Problem says={problem.value} refusal={refusal.value} />
    </div>
  );
}

/** Six digits in two groups, which are easier to type. */
const grouped = (number: string) => `${number.slice(0, 3)} ${number.slice(3)}`;
