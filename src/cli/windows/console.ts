/**
 * The console window that Windows opens for a program started by a double click. Loaded on Windows only: calls kernel32 by
 * `bun:ffi`.
 */
import { dlopen, ptr } from "bun:ffi";

/** STD_INPUT_HANDLE and flags of SetConsoleMode. */
const standardInput = -10;
const quickEdit = 0x40;
const extendedFlags = 0x80;

const { symbols: kernel } = dlopen("kernel32.dll", {
  GetConsoleProcessList: { args: ["ptr", "u32"], returns: "u32" },
  GetStdHandle: { args: ["i32"], returns: "u64" },
  GetConsoleMode: { args: ["u64", "ptr"], returns: "i32" },
  SetConsoleMode: { args: ["u64", "u32"], returns: "i32" },
});

/** Whether this is the only program of its console, so that the window closes with it. */
export const ownsConsole = (): boolean => kernel.GetConsoleProcessList(ptr(new Uint32Array(2)), 2) === 1;

/**
 * Turns the selection of text by the mouse off in a console of our own: while text is selected, the console blocks every
 * program that writes to it, and with it the whole class.
 */
export function disableSelection(): void {
  if (!ownsConsole()) return;
  const input = kernel.GetStdHandle(standardInput);
  const mode = new Uint32Array(1);
  if (kernel.GetConsoleMode(input, ptr(mode)) === 0) return;
  kernel.SetConsoleMode(input, ((mode[0] ?? 0) & ~quickEdit) | extendedFlags);
}

/** Waits for Enter if the window would close with the program, so that its last lines can be read. */
export function keepOpen(): void {
  if (process.stdin.isTTY && ownsConsole()) prompt("\nPress Enter to close.");
}
