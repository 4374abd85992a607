/** Connects a simulated student to a class: joins over HTTP, then sends and receives frames over a WebSocket. */
import { type Clock, machineClock, newCommandId } from "../client/clock.ts";
import { commandFrame, toFrame } from "../client/frames.ts";
import { type Link, openLink, type Socket } from "../client/link.ts";
import { toCommand } from "./commands.ts";
import { type Action, type Memory, nextActions } from "./model.ts";
import type { Persona } from "./persona.ts";
import { foldView, outside, type StudentView, welcomeView } from "./view.ts";

/** The class of the students, and how to reach it. */
export interface DemoClass {
  /** The server's URL on this machine. */
  readonly url: string;
  readonly code: string;
  /** When the demo began, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly clock?: Clock;
}

/** A simulated student. */
export interface DemoStudent {
  /** Returns what the student does now. */
  next(): Action[];
  /** Carries out an action. Rejections of the server are ignored: the teacher may have switched a feature off. */
  carryOut(action: Action): Promise<void>;
  /** Whether they do nothing more: they could not join, were removed, or the class is over. */
  hasEnded(): boolean;
  /** Whether the class has ended or was deleted. */
  isClassOver(): boolean;
  close(): void;
}

/** The server may have a certificate for another name than localhost. */
const tls = { rejectUnauthorized: false };

export function createStudent(
  persona: Persona,
  { url, code, startedAt, clock = machineClock }: DemoClass,
): DemoStudent {
  let memory: Memory = new Map();
  let view: StudentView | undefined;
  let token: string | undefined;
  let link: Link | undefined;
  let ended = false;
  let classOver = false;
  let teacher = 0;
  const now = () => clock.now() - startedAt;

  function onFrame(text: string): void {
    const frame = toFrame(text);
    if (!frame || frame.type === "pong" || frame.type === "ok" || frame.type === "error") return;
    if (frame.type === "welcome") {
      teacher = frame.data.session.instructor.id;
      view = welcomeView(frame.data, now(), view);
      link?.greeted();
    } else if (view) view = foldView(view, frame, { now: now(), teacher });
  }

  async function arrive(): Promise<void> {
    token ??= await takeSeat({ url, code, nickname: persona.name });
    if (ended) return;
    if (token === undefined) {
      ended = true;
      return;
    }
    const headers = { Authorization: `Bearer ${token}` };
    link?.close();
    link = openLink({
      url: () => `${url.replace(/^http/, "ws")}/ws/live/${code}`,
      // The types are a browser's: Bun also takes headers and TLS options.
      openSocket: (to) => new WebSocket(to, { headers, tls } as never) as Socket,
      clock,
      random: Math.random,
      online: () => true,
      whyRefused: () => whyOver(`${url}/api/sessions/${code}`, headers),
      onStatus(status) {
        if (status.is !== "closed") return;
        ended = true;
        classOver = status.reason === "ended" || status.reason === "deleted";
      },
      onFrame,
    });
  }

  return {
    next() {
      if (ended) return [];
      const decided = nextActions(persona, memory, { view: view ?? outside, now: now() });
      memory = decided.memory;
      return decided.actions;
    },
    async carryOut(action) {
      if (action.do === "arrive") return arrive();
      if (action.do === "leave") return link?.close();
      const command = toCommand(action, view?.openHelp);
      if (command) link?.send(commandFrame(command.name, newCommandId(), command.input));
    },
    hasEnded: () => ended,
    isClassOver: () => classOver,
    close() {
      ended = true;
      link?.close();
    },
  };
}

/** Resolves to why connecting again does not help: the class has ended or was deleted. */
async function whyOver(url: string, headers: Readonly<Record<string, string>>) {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(10_000), tls });
  // With a class the accounts of its guests are deleted.
  if (response.status === 401 || response.status === 404) return "deleted";
  const { status, code } = (await response.json()) as { status?: unknown; code?: unknown };
  return status === "ENDED" || code === "session_ended" ? "ended" : undefined;
}

/** Resolves to the token of a seat; `undefined` if the class is locked, full or over, or if the server is gone. */
async function takeSeat({ url, code, nickname }: { url: string; code: string; nickname: string }) {
  try {
    const response = await fetch(`${url}/api/sessions/${code}/join`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ nickname }),
      signal: AbortSignal.timeout(10_000),
      tls,
    });
    return response.ok ? ((await response.json()) as { token: string }).token : undefined;
  } catch {
    return undefined;
  }
}
