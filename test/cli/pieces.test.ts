import { describe, expect, test } from "bun:test";
import { encode } from "uqr";
import { banner, findAddresses, type StartInfo } from "../../src/cli/banner.ts";
import { firewallQuestion } from "../../src/cli/firewall.ts";
import { hasDesktop, openCommand } from "../../src/cli/open-page.ts";
import { qrLines } from "../../src/cli/qr.ts";
import { describeStartError } from "../../src/cli/start-errors.ts";
import { describeStatus, duration } from "../../src/cli/status.ts";
import { syncedBy } from "../../src/cli/synced-folder.ts";
import { table } from "../../src/cli/table.ts";
import { lessonFromText } from "../../src/domain/lesson-file/markdown.ts";
import type { LanAddress } from "../../src/lan/network.ts";

const wifi: LanAddress = { address: "192.168.0.23", card: "wlp3s0", kind: "wifi" };
const cable: LanAddress = { address: "10.0.0.2", card: "eno1", kind: "cable" };
const docker: LanAddress = { address: "172.17.0.1", card: "docker0", kind: "virtual" };
const everywhere = { host: "0.0.0.0", publicUrl: undefined, scheme: "http", port: 8000 };

describe("the students' address", () => {
  const rows: [string, typeof everywhere | { publicUrl: string }, LanAddress[], unknown][] = [
    [
      "the best card's, with the others listed",
      everywhere,
      [wifi, cable],
      {
        students: "http://192.168.0.23:8000",
        reach: "lan",
        others: [{ url: "http://10.0.0.2:8000", card: "eno1" }],
      },
    ],
    [
      "a container's only if there is no other",
      everywhere,
      [docker],
      { students: "http://172.17.0.1:8000", reach: "virtual", others: [] },
    ],
    ["this machine's alone", everywhere, [], { students: "http://localhost:8000", reach: "this machine", others: [] }],
    [
      "what was set",
      { ...everywhere, publicUrl: "https://class.example" },
      [wifi],
      {
        students: "https://class.example",
        reach: "set",
        others: [{ url: "http://192.168.0.23:8000", card: "wlp3s0" }],
      },
    ],
    [
      "the one card it listens on",
      { ...everywhere, host: "10.0.0.2" },
      [wifi, cable],
      { students: "http://10.0.0.2:8000", reach: "set", others: [] },
    ],
    [
      "loopback, which no phone reaches",
      { ...everywhere, host: "127.0.0.1" },
      [wifi],
      { students: "http://127.0.0.1:8000", reach: "this machine", others: [] },
    ],
    [
      "without the port that goes without saying",
      { ...everywhere, scheme: "https", port: 443 },
      [wifi],
      { students: "https://192.168.0.23", reach: "lan", others: [] },
    ],
    [
      "IPv6 in its brackets",
      { ...everywhere, host: "fd00::2" },
      [],
      { students: "http://[fd00::2]:8000", reach: "set", others: [] },
    ],
  ];
  test.each(rows)("%s", (_, options, addresses, expected) => {
    expect(findAddresses({ ...everywhere, ...options }, addresses)).toEqual(
      expected as ReturnType<typeof findAddresses>,
    );
  });
});

describe("the banner at start", () => {
  const started: StartInfo = {
    version: "1.2.3",
    students: "http://192.168.0.23:8000",
    reach: "lan",
    others: [{ url: "http://10.0.0.2:8000", card: "eno1" }],
    teacher: "http://localhost:8000/teach#key=abc",
    data: "/home/kim/lectern-data",
    sockets: [],
    columns: 100,
  };
  const lines = (part: Partial<StartInfo>) => Bun.stripANSI(banner({ ...started, ...part }));

  test("shows all addresses, the link and the folder", () => {
    const text = lines({ columns: 10 });
    expect(text).toBe(
      [
        "",
        "  Lectern 1.2.3",
        "",
        "  Students   http://192.168.0.23:8000",
        "",
        "  Teacher    http://localhost:8000/teach#key=abc",
        "             This link signs you in: keep it to yourself.",
        "  Guide      http://localhost:8000/docs/guide",
        "  Data       /home/kim/lectern-data",
        "",
        "  Also at    http://10.0.0.2:8000 (eno1)",
        "             Change the address on the teacher's page, below the code of a class.",
        "",
        "  Stop with Ctrl+C.",
        "",
      ].join("\n"),
    );
  });

  test("shows the QR code if it fits", () => {
    expect(lines({ columns: 100 })).toContain("█▀▀▀▀▀█");
    expect(lines({ columns: 30 })).not.toContain("█▀▀▀▀▀█");
  });

  test("leaves the other addresses out if the code would scroll out of the window", () => {
    const others = ["WSL", "VirtualBox", "Ethernet"].map((card, n) => ({ url: `http://10.0.0.${n}:8000`, card }));
    expect(lines({ others, rows: 60 })).toContain("http://10.0.0.2:8000 (Ethernet)");
    // The height of a console on Windows.
    const short = lines({ others, rows: 30 });
    expect(short).not.toContain("10.0.0.2");
    expect(short.split("\n").length).toBeLessThanOrEqual(30);
  });

  test("has notes about this machine below the folder", () => {
    const notes = firewallQuestion("win32", "ko");
    expect(notes.join()).toMatch(/액세스 허용.*Allow access/);
    expect(lines({ notes })).toContain(`  Data       /home/kim/lectern-data\n             ${notes[0]}`);
    expect(firewallQuestion("linux", "ko")).toEqual([]);
  });

  test("says what to do if no phone can reach the server", () => {
    expect(lines({ reach: "this machine" })).toContain("Only this computer reaches that address.");
    expect(lines({ reach: "virtual" })).toContain("No Wi-Fi or cable was found");
    expect(lines({ reach: "this machine", problem: "ipv6_only" })).toContain("start again with --host ::");
  });
});

describe("a folder that a cloud synchronises", () => {
  const rows: [folder: string, env: Record<string, string>, service: string | undefined][] = [
    ["C:\\Users\\Kim\\OneDrive\\Desktop\\lectern-data", {}, "OneDrive"],
    ["C:\\Users\\Jörg Müller\\OneDrive - Schule Köln\\lectern-data", {}, "OneDrive"],
    ["D:\\Wolke\\lectern-data", { OneDriveCommercial: "d:\\wolke" }, "OneDrive"],
    ["D:\\Wolken\\lectern-data", { OneDrive: "D:\\Wolke" }, undefined],
    ["/Users/kim/Library/Mobile Documents/com~apple~CloudDocs/lectern-data", {}, "iCloud Drive"],
    ["/Users/kim/Library/CloudStorage/GoogleDrive-kim@school.example/내 드라이브/x", {}, "Google Drive"],
    ["/Users/kim/Library/CloudStorage/Box-Box/x", {}, "a cloud"],
    ["/home/kim/Dropbox/lectern-data", {}, "Dropbox"],
    ["C:\\Users\\민지\\NAVER MYBOX\\lectern-data", {}, "MYBOX"],
    ["/home/kim/수업 자료/lectern-data", { OneDrive: "" }, undefined],
    ["/srv/nextclouds/lectern-data", {}, undefined],
  ];
  test.each(rows)("%s", (folder, env, service) => {
    expect(syncedBy(folder, env)).toBe(service);
  });
});

test("a QR code is drawn black on white, square by square, with four squares of quiet around it", () => {
  const text = "http://192.168.0.23:8000/j/ABC234";
  const rows = qrLines(text).flatMap((line) => {
    expect(line).toStartWith("\u001b[38;5;16;48;5;231m");
    expect(line).toEndWith("\u001b[0m");
    const letters = [...Bun.stripANSI(line)];
    return [letters.map((letter) => "▀█".includes(letter)), letters.map((letter) => "▄█".includes(letter))];
  });
  const { data, size } = encode(text, { border: 4 });
  expect(rows.slice(0, size)).toEqual(data);
  // An odd number of rows leaves half a line, which is quiet too.
  expect(rows.slice(size).flat()).not.toContain(true);
  expect(data.slice(0, 4).flat()).not.toContain(true);
});

describe("a browser opens", () => {
  test("if the terminal is on a desktop", () => {
    expect(hasDesktop({}, "darwin", true)).toBe(true);
    expect(hasDesktop({}, "win32", true)).toBe(true);
    expect(hasDesktop({ DISPLAY: ":0" }, "linux", true)).toBe(true);
    expect(hasDesktop({ WAYLAND_DISPLAY: "wayland-0" }, "linux", true)).toBe(true);
  });
  test("not in a container, over SSH, in CI, or if the output goes to a file", () => {
    expect(hasDesktop({}, "linux", true)).toBe(false);
    expect(hasDesktop({ DISPLAY: ":10", SSH_CONNECTION: "x" }, "linux", true)).toBe(false);
    expect(hasDesktop({ CI: "true" }, "darwin", true)).toBe(false);
    expect(hasDesktop({ DISPLAY: ":0" }, "linux", false)).toBe(false);
  });
  test("by the system's own command, with the address as one argument", () => {
    const url = "http://localhost:8000/teach#key=a&b";
    expect(openCommand(url, "linux")).toEqual(["xdg-open", url]);
    expect(openCommand(url, "darwin")).toEqual(["open", url]);
    expect(openCommand(url, "win32")).toEqual(["rundll32", "url.dll,FileProtocolHandler", url]);
  });
});

describe("a lesson is read from text", () => {
  const rows: [string, string, unknown][] = [
    [
      "a title and a step a line",
      "# First steps\n\nOpen the app\nChoose a picture\n",
      { title: "First steps", subtasks: [step("Open the app"), step("Choose a picture")] },
    ],
    [
      "lists of every kind",
      "# L\r\n- One\r\n* Two\r\n3. Three\r\n4) Four\r\n- [ ] Five\r\n• Six\r\n",
      { title: "L", subtasks: ["One", "Two", "Three", "Four", "Five", "Six"].map((title) => step(title)) },
    ],
    [
      "indented lines as the guide of their step",
      "# L\n1. One\n   press here\n\n   then there\n2. Two\n",
      { title: "L", subtasks: [step("One", "press here\nthen there"), step("Two")] },
    ],
    ["no title: the file's name", "One\nTwo", { title: "file", subtasks: [step("One"), step("Two")] }],
    [
      "what only looks like a mark is kept",
      "# L\n3D glasses\n-5 degrees\n1.5 litres",
      {
        title: "L",
        subtasks: [step("3D glasses"), step("-5 degrees"), step("1.5 litres")],
      },
    ],
    ["nothing", "", { title: "file", subtasks: [] }],
  ];
  test.each(rows)("%s", (_, text, lesson) => {
    expect(lessonFromText(text, "file")).toEqual(lesson as ReturnType<typeof lessonFromText>);
  });
});

function step(title: string, guide_text: string | null = null) {
  return { title, guide_text };
}

test("a table's columns fit letters as wide as two", () => {
  expect(
    table(
      ["Id", "이름", "N"],
      [
        [1, "김", 10],
        [12, "Anna", 3],
      ],
    ),
  ).toBe(["Id  이름  N", " 1  김    10", "12  Anna   3"].join("\n"));
});

test("a duration is shown in its two largest units", () => {
  const times = [0, 59.9, 60, 3599, 3600, 90_061, 172_800];
  expect(times.map(duration)).toEqual(["0 s", "59 s", "1 min 0 s", "59 min 59 s", "1 h 0 min", "1 d 1 h", "2 d 0 h"]);
});

test("lectern status shows connections by session and dialect", () => {
  const session = { code: "ABC234", title: "월요일", status: "IN_PROGRESS", participants_online: 3 } as const;
  expect(
    describeStatus({
      version: "1.2.3",
      uptime_s: 3700,
      connections: 4,
      sessions: [{ ...session, connections: { lectern: 3, mobilegpt: 1 } }],
      board: { spc: 2 },
      limited: [],
    }),
  ).toBe(
    [
      "Lectern 1.2.3, up 1 h 1 min, 4 connected.",
      "At the quality board: spc 2.",
      "",
      "Code    Title   Status       Online  By dialect",
      "ABC234  월요일  IN_PROGRESS       3  lectern 3, mobilegpt 1",
    ].join("\n"),
  );
});

test("lectern status shows who is over a limit", () => {
  const since = "2026-03-02T08:00:00.000Z";
  const ann = { nickname: "Ann", session_code: "ABC234", dialect: "lectern", reason: "rate_limited" };
  const nobody = { nickname: null, session_code: null, dialect: "connecting", reason: "too_many_guests" };
  const limited = [
    { ...ann, since, rejections: 812 },
    { ...nobody, since, rejections: 3 },
  ];
  const figures = { version: "1.2.3", uptime_s: 1, connections: 0, sessions: [], board: {} };
  expect(describeStatus({ ...figures, limited })).toBe(
    [
      "Lectern 1.2.3, up 1 s, 0 connected.",
      "No session is open.",
      "",
      "Over a limit within the last minute:",
      "Name             Session  By          Reason           Since                     Rejections",
      "Ann              ABC234   lectern     rate_limited     2026-03-02T08:00:00.000Z         812",
      "(no credential)           connecting  too_many_guests  2026-03-02T08:00:00.000Z           3",
    ].join("\n"),
  );
});

describe("why it did not start", () => {
  const config = { port: 80, host: "0.0.0.0", data: "/data", tls: undefined };
  const error = (code: string, more = {}) => Object.assign(new Error("x"), { code, ...more });
  test.each([
    [error("EACCES"), "Port 80 is not for everyone: choose one from 1024 up with --port, for example --port 8000."],
    [error("EACCES", { path: "/data" }), "/data cannot be written: choose another folder with --data."],
    [error("EROFS", { path: "/data" }), "/data cannot be written: choose another folder with --data."],
    [error("ENOSPC"), "The disk that /data is on is full."],
    [error("EADDRINUSE"), "Port 80 is taken by another program: choose another with --port, for example --port 81."],
    [error("EINSTANCE"), "Another Lectern is running on /data: use that one, or start this one with another --data."],
  ])("%s", (cause, line) => {
    expect(describeStartError(cause, config, undefined)).toBe(line);
  });
  test("an unknown error is thrown again", () => {
    const bug = new TypeError("x is not a function");
    expect(() => describeStartError(bug, config, undefined)).toThrow(bug);
  });
});
