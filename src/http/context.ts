/** The services that every HTTP endpoint uses, and the types of a request's context. */
import type { Context } from "hono";
import type { NodeFigures } from "../domain/node-figures.ts";
import type { Placement } from "../domain/placement.ts";
import type { Lan } from "../lan/lan.ts";
import type { AccessLog, Trace } from "../live/access-log.ts";
import type { AuditWriter } from "../live/audit-writer.ts";
import type { Live } from "../live/live.ts";
import type { Quality } from "../quality/quality.ts";
import { type Credential, hashToken } from "../store/accounts.ts";
import type { DiskSpace } from "../store/disk-space.ts";
import type { Store } from "../store/open.ts";
import type { PictureFiles } from "../store/picture-files.ts";
import type { CheckStore } from "./check-store.ts";
import type { Demos } from "./demos.ts";
import type { Guesses } from "./guesses.ts";
import type { KnownBrowsers } from "./known-browsers.ts";
import type { SharedTickets, TicketQuestion } from "./shared-tickets.ts";

export interface Services {
  readonly store: Store;
  readonly live: Live;
  /** Which program is responsible for what. */
  readonly placement: Placement;
  readonly quality: Quality;
  readonly pictures: PictureFiles;
  readonly guesses: Guesses;
  readonly browsers: KnownBrowsers;
  readonly accessLog: AccessLog;
  readonly audit: AuditWriter;
  readonly tickets: SharedTickets;
  /** Answers another program's question about tickets. */
  readonly answerTickets: (question: TicketQuestion) => Promise<unknown>;
  /** The classes with simulated students. */
  readonly demos: Demos;
  /** Checks of whether phones reach this machine. */
  readonly checks: CheckStore;
  /** The hash of the key that signs the teacher in. */
  readonly keyHash: string;
  /** The hash of the token in `running.json`, with which `lectern status` reads the server's figures. */
  readonly operatorHash: string;
  /** The hash of `--metrics-token`. */
  readonly metricsHash: string | undefined;
  readonly version: string;
  /** The data folder. */
  readonly data: string;
  /** Reads the free space on a folder's disk. */
  readonly diskSpace: (folder: string) => Promise<DiskSpace>;
  /** How phones reach this machine. */
  readonly lan: Lan;
  /** The server's public URL, without a trailing slash. */
  readonly base: () => string;
  /** Development mode: the examples in the apps' documents work without signing in. */
  readonly dev: boolean;
  /** Whether the quality board is open to everyone, without a credential. */
  readonly spcAnonymous: boolean;
  /** Of a node that shares its database with others; absent if this program has it alone. */
  readonly node?: (() => NodeFigures) | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly startedAt: number;
  /** Whether the server accepts requests; false while it stops. */
  readonly ready: () => boolean;
}

/** What Hono carries with each request. */
export interface HonoEnv {
  Bindings: {
    /** The client's address; behind a trusted proxy, the address that the proxy reports. */
    readonly address: string;
    /** Whether the client uses HTTPS: cookies are `Secure` then. */
    readonly https: boolean;
    /** The request's id. */
    readonly id: string;
    readonly trace: Trace;
  };
  Variables: {
    credential: Credential | undefined;
    /** The caller's part of a handler's parameters. */
    caller: object;
  };
}

export type RequestContext = Context<HonoEnv>;

/** Hashes a teacher key for comparison. */
export const keyHashOf = hashToken;
