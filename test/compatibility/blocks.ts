/** Which code blocks of the documents are run or compared, and why the others are not. */
import { blocksOf, type CodeBlock, noSeeds } from "./seeds.ts";

const taken = new Map<string, Set<number>>();
const nothing: CodeBlock = { language: "", text: "" };

/** Block `index` of a document, exactly as it is there. */
function take(number: string, index: number): string {
  taken.set(number, (taken.get(number) ?? new Set()).add(index));
  return (noSeeds ? nothing : (blocksOf(number)[index] ?? nothing)).text;
}

/** The JSON of a block. `"a" | "b"` stands for one of both, `<boolean>` for a value of that type. */
function json(number: string, index: number): any {
  const text = take(number, index)
    .replace(/ \| "\w+"/g, "")
    .replace("<boolean>", "true");
  return noSeeds ? {} : JSON.parse(text);
}

/** Frames of document 000, guided steps: what is sent, and what arrives. */
export const steps = {
  join: [take("000", 4), json("000", 5)],
  heartbeat: [take("000", 6), json("000", 7)],
  complete: [take("000", 8), json("000", 9), json("000", 10)],
  help: [take("000", 11), json("000", 12)],
  next: [take("000", 13), json("000", 14)],
  pause: [take("000", 15), json("000", 16)],
  resume: [take("000", 17), json("000", 18)],
  end: [take("000", 19), json("000", 20)],
  joined: json("000", 21),
  left: json("000", 22),
};

/** Frames of document 001, lecture feedback. */
export const lecture = {
  connected: json("001", 0),
  ping: [take("001", 1), json("001", 2)],
  feedback: json("001", 3),
  intent: json("001", 4),
  capture: json("001", 5),
  important: json("001", 6),
  presence: json("001", 7),
  question: json("001", 8),
  likes: json("001", 9),
  hard: json("001", 10),
  ended: json("001", 11),
};

/** Frames of document 003, quality notifications. */
export const quality = {
  subscribe: take("003", 7),
  unsubscribe: take("003", 8),
  read: take("003", 9),
  connection: json("003", 10),
  alert: json("003", 11),
  measurement: json("003", 12),
  capability: json("003", 13),
};

/** Frames of document 004, guitar practice. */
export const guitar = {
  chord: take("004", 0),
  start: take("004", 1),
  end: take("004", 2),
  ping: take("004", 3),
  connection: json("004", 4),
  practice: json("004", 5),
  error: json("004", 6),
};

/** The example programs. */
export const examples = {
  /** 000: the Python script. */
  script: take("000", 31),
  /** 000, scenario 1: a student's browser. */
  student: { connect: take("000", 23), join: take("000", 24), heartbeat: take("000", 25), complete: take("000", 26) },
  /** 000, scenario 2: the instructor's browser. */
  instructor: { connect: take("000", 27), next: take("000", 28), pause: take("000", 29), resume: take("000", 30) },
  /** 003: what a browser's console shows, the React effect, and how a frame is logged. */
  board: { comments: take("003", 3), effect: take("003", 14), log: take("003", 25) },
  /** 003: raises an alert. */
  curl: take("003", 6),
};

const server = "code or configuration of the app's own server";
const shell = "commands for the app's own project folder";
const drawing = "a drawing, an address pattern, an error message or a pattern of a frame";

/** The blocks that no client can run, with their kinds. */
const notRun: Record<string, Record<number, string>> = {
  "000": { 0: server, 1: server, 2: drawing, 3: drawing, 32: server, 33: server, 34: shell, 35: server },
  "001": {},
  "002": { 0: server, 1: server, 2: server, 3: server },
  "003": {
    ...{ 0: drawing, 1: shell, 2: shell, 4: shell, 5: shell, 15: server, 16: server, 17: drawing, 18: shell },
    ...{ 19: shell, 20: server, 21: server, 22: shell, 23: server, 24: shell, 26: server },
  },
  "004": { 7: shell, 8: shell, 9: shell, 10: drawing },
};

/** The numbers of all documents. */
export const documents = Object.keys(notRun);

/** Which blocks of a document are accounted for, in order. */
export const accountedFor = (number: string): number[] =>
  [...Object.keys(notRun[number] ?? {}).map(Number), ...(taken.get(number) ?? [])].sort((a, b) => a - b);

/** Whether `frame` has exactly the fields of `example`, with values of the same types. */
export function hasFormOf(frame: unknown, example: unknown): boolean {
  return JSON.stringify(formOf(frame)) === JSON.stringify(formOf(example));
}

function formOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(formOf);
  if (value === null || typeof value !== "object") return value === null ? "null" : typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .sort()
      .map(([name, inner]) => [name, formOf(inner)]),
  );
}
