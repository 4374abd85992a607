/** One person's data: what is exported about them, and how it is erased from the logs of the classes. */
import { events } from "../features/index.ts";
import type { Erased, PersonSeat, Persons, StoredEvent } from "../store/persons.ts";

/** What stands for a text that was erased. */
const erasedText = "–";
/** The fields of events that hold the name of whoever the event is about. */
export const nameFields: readonly string[] = ["nickname", "user_name", "name"];

const writtenIn = (type: string): readonly string[] => events.get(type)?.personal ?? [];
const quotedIn = (type: string): readonly string[] => events.get(type)?.quotes ?? [];
/** The length of a poll's question: one that is made from a longer question of a student quotes its beginning. */
const maxQuoted = 500;
/** All of them: an answer to a command repeats them. */
const allWritten = [...new Set(Array.from(events.keys()).flatMap(writtenIn))];
const nothing: ReadonlySet<string> = new Set();

/** What is kept about a person in one class. */
export interface PersonInClass extends PersonSeat {
  /** What they did, and what is about them alone. */
  readonly events: readonly Omit<StoredEvent, "answer">[];
}

/** Reads what a person did in their classes. */
export function* personInClasses(persons: Persons, seats: readonly PersonSeat[]): Generator<PersonInClass> {
  for (const seat of seats) {
    const theirs = persons.events(seat.session).filter((event) => isAbout(event, seat.participant));
    yield { ...seat, events: Array.from(theirs, ({ answer: _, ...event }) => event) };
  }
}

function isAbout({ actor, data }: StoredEvent, participant: string): boolean {
  if (actor === participant) return true;
  const { participant_id, id } = data as { participant_id?: unknown; id?: unknown };
  return participant_id === participant || id === participant;
}

/**
 * Erases a person: their account, what they wrote, and their name in everything that happened. What they did stays without
 * them, so that the numbers of the class stay right.
 */
export function erasePerson(persons: Persons, user: { readonly id: number }): Erased {
  const seats = persons.seats(user.id);
  const byClass = new Map(seats.map((seat) => [seat.session, { ...seat, ...ownIn(persons, seat) }]));
  return persons.erase(user, seats, ({ type, actor, data, answer }, session) => {
    const seat = byClass.get(session);
    const isTheirs = seat !== undefined && actor === seat.participant;
    const alias = `#${(seat?.participant ?? String(user.id)).slice(-4)}`;
    const whose = { user: user.id, names: seat?.names ?? nothing, texts: seat?.texts ?? nothing, alias };
    const written = isTheirs ? writtenIn(type) : [];
    const after = {
      data: withoutPerson(data, { ...whose, written, quoted: quotedIn(type) }),
      answer: withoutPerson(answer, { ...whose, written: isTheirs ? allWritten : [], quoted: quotedIn(type) }),
    };
    return Bun.deepEquals(after, { data, answer }) ? undefined : after;
  });
}

/** The names that a person had in a class, and the texts that they wrote there. */
function ownIn(persons: Persons, { session, participant }: PersonSeat) {
  const names = new Set<string>();
  const texts = new Set<string>();
  for (const { type, actor, data } of persons.events(session)) {
    const fields = data as Record<string, unknown>;
    const isAboutThem = fields.participant_id === participant || fields.id === participant;
    if (isAboutThem && typeof fields.nickname === "string") names.add(fields.nickname);
    if (actor !== participant) continue;
    const written = writtenIn(type).flatMap((name) => fields[name]);
    for (const text of written) {
      if (typeof text === "string") texts.add(text).add(text.slice(0, maxQuoted).trim());
    }
  }
  return { names, texts };
}

interface Whose {
  readonly user: number;
  readonly names: ReadonlySet<string>;
  /** What replaces the name. */
  readonly alias: string;
  readonly texts: ReadonlySet<string>;
  /** The fields that are erased, and those that are erased if they repeat one of `texts`. */
  readonly written: readonly string[];
  readonly quoted: readonly string[];
}

/** Returns a value without a person's name and texts. */
function withoutPerson(value: unknown, whose: Whose): unknown {
  if (Array.isArray(value)) return value.map((each) => withoutPerson(each, whose));
  if (typeof value !== "object" || value === null) return value;
  const isOfUser = "user_id" in value && value.user_id === whose.user;
  const entries = Object.entries(value).map(([key, each]) => {
    const isName = nameFields.includes(key) && typeof each === "string" && (isOfUser || whose.names.has(each));
    if (isName) return [key, whose.alias];
    const isQuoted = whose.quoted.includes(key) && typeof each === "string" && whose.texts.has(each);
    return [key, isQuoted || whose.written.includes(key) ? erasedIn(each) : withoutPerson(each, whose)];
  });
  return Object.fromEntries(entries);
}

function erasedIn(value: unknown): unknown {
  if (typeof value === "string") return erasedText;
  return Array.isArray(value) ? value.map(erasedIn) : value;
}
