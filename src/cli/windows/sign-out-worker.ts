/** The worker of `sign-out.ts`: a hidden window. Blocks its thread, never the server's. */
import { dlopen, JSCallback, ptr } from "bun:ffi";

const { symbols: user } = dlopen("user32.dll", {
  RegisterClassExW: { args: ["ptr"], returns: "u16" },
  CreateWindowExW: {
    args: ["u32", "ptr", "ptr", "u32", "i32", "i32", "i32", "i32", "u64", "u64", "u64", "u64"],
    returns: "u64",
  },
  DefWindowProcW: { args: ["u64", "u32", "u64", "i64"], returns: "i64" },
  GetMessageW: { args: ["ptr", "u64", "u32", "u32"], returns: "i32" },
  DispatchMessageW: { args: ["ptr"], returns: "i64" },
});

/** WM_QUERYENDSESSION: whether the session may end. WM_ENDSESSION: whether it does. */
const queryEndSession = 0x11;
const endSession = 0x16;
/** Longer than a stop may take. */
const longestStopMs = 6000;

const wide = (text: string) => Buffer.from(`${text}\0`, "utf16le");
const never = new Int32Array(new SharedArrayBuffer(4));

const procedure = new JSCallback(
  (...[window, message, wParam, lParam]: [window: bigint, message: number, wParam: bigint, lParam: bigint]) => {
    if (message === queryEndSession) return 1n;
    if (message !== endSession) return user.DefWindowProcW(window, message, wParam, lParam);
    // 0: another program has refused.
    if (BigInt(wParam) === 0n) return 0n;
    postMessage("ends");
    // Once this returns, Windows may end the process. It ends by itself before that.
    Atomics.wait(never, 0, 0, longestStopMs);
    return 0n;
  },
  { args: ["u64", "u32", "u64", "i64"], returns: "i64" },
);

/** WNDCLASSEXW with a size, a procedure and a name; everything else is 0. */
const name = wide("LecternSignOut");
const windowClass = Buffer.alloc(80);
windowClass.writeUInt32LE(windowClass.length, 0);
windowClass.writeBigUInt64LE(BigInt(procedure.ptr ?? 0), 8);
windowClass.writeBigUInt64LE(BigInt(ptr(name)), 64);
user.RegisterClassExW(ptr(windowClass));
const window = user.CreateWindowExW(0, ptr(name), ptr(wide("Lectern")), 0, 0, 0, 0, 0, 0n, 0n, 0n, 0n);
postMessage(window ? "watching" : "no window");

const message = Buffer.alloc(48);
while (user.GetMessageW(ptr(message), 0n, 0, 0) > 0) user.DispatchMessageW(ptr(message));
