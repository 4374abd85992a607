/** Starts Chromium without a window for the tests and the pictures. */
import { type Browser, chromium } from "playwright-core";
import { findChromium } from "../../scripts/prepare.ts";
import { share } from "../support/shared.ts";

/** The path of Chromium; without one the browser tests are left out, and `bun run test` says so. */
export const chromiumPath = findChromium();

const disabledFeatures = [
  // Two pages for the suggestions below the address bar, which load in each new window: half a second of CPU time.
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  // The switch replaces Playwright's list, so its entries are repeated here.
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
];

const defaultArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--disable-features=${disabledFeatures}`,
];

/** Starts Chromium, or the program at `executablePath`, with `args` in addition to those that every test needs. */
export const launchChromium = ({
  executablePath = chromiumPath,
  args = [],
}: {
  executablePath?: string | undefined;
  args?: readonly string[];
} = {}): Promise<Browser> =>
  chromium.launch({ ...(executablePath && { executablePath }), headless: true, args: [...defaultArgs, ...args] });

/** The Chromium of a process's test files. Who gives it back has closed their contexts. */
export const sharedChromium = share(launchChromium, (browser) => browser.isConnected());
