/** Opens an address in the person's own browser. */

/** Whether somebody is likely to sit before this terminal with a desktop around it. */
export function hasDesktop(env: Record<string, string | undefined>, platform: string, terminal: boolean): boolean {
  if (!terminal || env.CI || env.SSH_CONNECTION || env.SSH_TTY) return false;
  return platform === "win32" || platform === "darwin" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** The system's own command that opens `url`. */
export function openCommand(url: string, platform: string): string[] {
  if (platform === "darwin") return ["open", url];
  // Not `cmd /c start`: that would read signs in the address as its own.
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler", url];
  return ["xdg-open", url];
}

/** Opens `url`; whether the command for it was there. What becomes of it is the browser's own business. */
export function openPage(url: string, platform: string = process.platform): boolean {
  try {
    Bun.spawn(openCommand(url, platform), { stdio: ["ignore", "ignore", "ignore"], detached: true }).unref();
    return true;
  } catch {
    return false;
  }
}
