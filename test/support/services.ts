/** The services that the HTTP side needs, over a room without sockets: for tests of the app itself. */

import { alone } from "../../src/domain/placement.ts";
import { createCheckStore } from "../../src/http/check-store.ts";
import { keyHashOf, type Services } from "../../src/http/context.ts";
import { createDemos } from "../../src/http/demos.ts";
import { createGuesses } from "../../src/http/guesses.ts";
import { createKnownBrowsers } from "../../src/http/known-browsers.ts";
import { shareTickets } from "../../src/http/shared-tickets.ts";
import { createTickets } from "../../src/http/tickets.ts";
import { noAddresses } from "../../src/lan/address-book.ts";
import { createLan } from "../../src/lan/lan.ts";
import { createAccessLog } from "../../src/live/access-log.ts";
import { createAuditWriter } from "../../src/live/audit-writer.ts";
import { openQuality } from "../../src/quality/quality.ts";
import { openPictureFiles } from "../../src/store/picture-files.ts";
import { teacherKey } from "./class.ts";
import type { TestRoom } from "./room.ts";

const lan = createLan({
  scheme: "http",
  publicUrl: "http://class.test",
  addresses: noAddresses,
  port: () => 80,
  mdns: false,
});

const noServer = () => {
  throw new Error("no socket listens at this board");
};

export function openServices({ store, live, clock }: TestRoom): Services {
  const now = () => clock.now;
  const tickets = createTickets(store.users, now);
  return {
    store,
    live,
    placement: alone,
    quality: openQuality({ store, now, server: noServer }),
    pictures: openPictureFiles(""),
    guesses: createGuesses(),
    browsers: createKnownBrowsers(Buffer.alloc(32)),
    accessLog: createAccessLog(),
    audit: createAuditWriter(store, now),
    operatorHash: "",
    metricsHash: undefined,
    tickets: shareTickets({ tickets, placement: alone }),
    answerTickets: async () => undefined,
    checks: createCheckStore(now),
    demos: createDemos({ live, url: () => "http://class.test" }),
    keyHash: keyHashOf(teacherKey),
    version: "0",
    diskSpace: async () => ({ free: 2 ** 40, total: 2 ** 41 }),
    data: "",
    lan,
    base: lan.base,
    now,
    startedAt: clock.now,
    dev: false,
    spcAnonymous: false,
    ready: () => true,
  };
}
