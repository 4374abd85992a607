/** Opens the projector's window: on the second display and in full screen, if the browser can place windows. */

interface Display {
  readonly availLeft: number;
  readonly availTop: number;
  readonly availWidth: number;
  readonly availHeight: number;
}
interface Displays {
  readonly screens: readonly Display[];
  readonly currentScreen: Display;
}
/** The Window Management API: Chromium, and only in a secure context, such as the teacher's own machine. */
type WithDisplays = Window & { readonly getScreenDetails?: () => Promise<Displays> };

/** The display that this window is not on, if there is one and the person allows to use it. */
async function otherDisplay(): Promise<Display | undefined> {
  const { getScreenDetails } = window as WithDisplays;
  if (!getScreenDetails || !("isExtended" in screen) || !screen.isExtended) return undefined;
  try {
    const { screens, currentScreen } = await getScreenDetails.call(window);
    return screens.find((display) => display !== currentScreen);
  } catch {
    return undefined;
  }
}

/** Opens the projector of a class, or shows the window that is open. Resolves to whether the browser allowed it. */
export async function openProjectorWindow(code: string): Promise<boolean> {
  const display = await otherDisplay();
  const place = display && [
    `left=${display.availLeft},top=${display.availTop}`,
    `width=${display.availWidth},height=${display.availHeight}`,
  ];
  const features = place
    ? `popup,fullscreen,${place.join(",")}`
    : `popup,width=${screen.availWidth},height=${screen.availHeight}`;
  const opened = window.open(`/screen/${code}`, `lectern-screen-${code}`, features);
  opened?.focus();
  return opened !== null;
}
