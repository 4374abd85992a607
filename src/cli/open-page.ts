/** Opens an address in the default browser. */

/** Returns whether this terminal is probably on somebody's desktop. */
export function hasDesktop(env: Record<string, string | undefined>, platform: string, terminal: boolean): boolean {
  if (!terminal || env.CI || env.SSH_CONNECTION || env.SSH_TTY) return false;
  return platform === "win32" || platform === "darwin" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Returns the system's command to open `url`. */
export function openCommand(url: string, platform: string): string[] {
  if (platform === "darwin") return ["open", url];
  // Not `cmd /c start`: it would interpret characters of the address.
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler", url];
  return ["xdg-open", url];
}

/** Opens `url`; returns whether the command for it exists. */
export function openPage(url: string, platform: string = process.platform): boolean {
  try {
    Bun.spawn(openCommand(url, platform), { stdio: ["ignore", "ignore", "ignore"], detached: true }).unref();
    return true;
  } catch {
    return false;
  }
}
