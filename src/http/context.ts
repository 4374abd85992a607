/** What every HTTP resource stands on. */
import type { Context } from "hono";
import type { AccessLog, Trace } from "../live/access-log.ts";
import type { Live } from "../live/live.ts";
import type { Quality } from "../quality/quality.ts";
import { type Credential, hashToken } from "../store/accounts.ts";
import type { DiskSpace } from "../store/disk-space.ts";
import type { Store } from "../store/open.ts";
import type { Guesses } from "./guesses.ts";
import type { KnownBrowsers } from "./known-browsers.ts";
import type { Tickets } from "./tickets.ts";

export interface Services {
  readonly store: Store;
  readonly live: Live;
  readonly quality: Quality;
  readonly guesses: Guesses;
  readonly browsers: KnownBrowsers;
  readonly accessLog: AccessLog;
  readonly tickets: Tickets;
  /** The hash of the key that signs the teacher in. */
  readonly keyHash: string;
  /** The hash of the token in `running.json`, by which `lectern status` reads the server's figures. */
  readonly operatorHash: string;
  /** The hash of `--metrics-token`. */
  readonly metricsHash: string | undefined;
  readonly version: string;
  /** The data folder. */
  readonly data: string;
  /** How much room there is on the disk of a folder. */
  readonly diskSpace: (folder: string) => Promise<DiskSpace>;
  /** Where the server is found from outside, without a slash at the end. */
  readonly base: () => string;
  /** Development mode: what the apps' documents describe works without sign-in, for their developers. */
  readonly dev: boolean;
  /** Whether the quality board is open to whoever comes, without a credential. */
  readonly spcAnonymous: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly startedAt: number;
  /** Whether requests are taken; false while stopping. */
  readonly ready: () => boolean;
}

/** What Hono carries with a request. */
export interface HonoEnv {
  Bindings: {
    /** The client's address: behind a trusted proxy the one that the proxy names. */
    readonly address: string;
    /** Whether the client's browser uses https: cookies are `Secure` then. */
    readonly https: boolean;
    readonly trace: Trace;
  };
  Variables: {
    credential: Credential | undefined;
    /** What a call's handler is given of who asks. */
    given: object;
  };
}

export type RequestContext = Context<HonoEnv>;

/** The hash of the teacher key as it is compared. */
export const keyHashOf = hashToken;
