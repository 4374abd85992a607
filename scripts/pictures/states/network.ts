/** How phones reach the laptop: the choice of the address, the check, the demo class. */
import type { Page } from "playwright-core";
import type { Arrival, Network } from "../../../src/client/api.ts";
import { heading, opens, sees } from "../../../test/browser/page.ts";
import type { World } from "../world.ts";
import type { PageState } from "./state.ts";

const address = (address: string, card: string, kind: Network["addresses"][number]["kind"]) => ({
  address,
  card,
  kind,
  url: `http://${address}:8000`,
});
const network: Network = {
  url: "http://192.168.0.23:8000",
  is_fixed: false,
  problem: null,
  addresses: [
    address("192.168.0.23", "wlp3s0", "wifi"),
    address("10.20.30.40", "enp2s0", "cable"),
    address("172.17.0.1", "docker0", "virtual"),
    address("10.8.0.2", "tun0", "virtual"),
  ],
  name: { host: "lectern.local", url: "http://lectern.local:8000" },
  changed_at: null,
  system: "windows",
  port: 8000,
};
const arrival: Arrival = {
  id: "a",
  address: "192.168.0.31",
  host: "192.168.0.23:8000",
  device: "android",
  is_self: false,
  web_socket: true,
  latency_ms: 8.4,
  at: "2026-03-02T08:00:00.000Z",
};

/** A page of a teacher whose laptop is in several networks. */
async function visit(world: World, path: string, arrivals: readonly Arrival[] = []): Promise<Page> {
  const page = await world.visit("/", { token: await world.teacher() });
  await page.route(/\/api\/network$/, (route) => route.fulfill({ json: network }));
  await page.route(/\/api\/checks\/[^/]+$/, (route) => route.fulfill({ json: arrivals }));
  await page.goto(world.stage.origin + path);
  return page;
}

export const networkStates: readonly PageState[] = [
  {
    name: "room-address-dialog",
    async go(world) {
      const room = await world.classroom(14);
      return opens(await visit(world, `/teach/${room.session.code}`), "Change the address");
    },
  },
  {
    name: "check",
    async go(world) {
      const page = await visit(world, "/check");
      await heading(page, "Likely causes");
      return page;
    },
  },
  {
    name: "check-arrived",
    async go(world) {
      const page = await visit(world, "/check", [
        arrival,
        { ...arrival, id: "b", device: "iphone", address: "192.168.0.32", web_socket: false, latency_ms: null },
      ]);
      await sees(page, "Phones get in");
      return page;
    },
  },
  {
    name: "check-phone",
    async go(world) {
      const { token } = await world.call("POST", "/api/checks", await world.teacher());
      const page = await world.visit(`/check/${token}`, { touch: true });
      await heading(page, "The connection works");
      return page;
    },
  },
  {
    name: "classes-demo",
    async go(world) {
      await world.ownClass({ demo: true });
      const page = await world.visit("/teach", { token: await world.teacher() });
      await sees(page, /^Demo$/);
      return page;
    },
  },
];
