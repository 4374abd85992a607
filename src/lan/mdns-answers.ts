/** What this machine answers to multicast DNS queries (RFC 6762) about its name and its web server (RFC 6763). */
import type { Answer, Question } from "dns-packet";

/** A claimed name and what it stands for. */
export interface Claim {
  /** `lectern.local` */
  readonly name: string;
  /** The machine's IPv4 address. */
  readonly address: string;
  readonly port: number;
}

/** How long others cache an address and a service, in seconds (RFC 6762, section 10). */
const hostTtl = 120;
const serviceTtl = 4500;
const service = "_http._tcp.local";
const services = "_services._dns-sd._udp.local";

/** The name of the service, as a browser for services shows it. */
const instanceOf = (name: string) => `${name.replace(/\.local$/, "")}.${service}`;

const addressRecord = ({ name, address }: Claim): Answer => ({
  name,
  type: "A",
  ttl: hostTtl,
  class: "IN",
  flush: true,
  data: address,
});
const serviceRecords = ({ name, port }: Claim): Answer[] => [
  { name: service, type: "PTR", ttl: serviceTtl, data: instanceOf(name) },
  {
    name: instanceOf(name),
    type: "SRV",
    ttl: hostTtl,
    flush: true,
    data: { target: name, port, priority: 0, weight: 0 },
  },
  { name: instanceOf(name), type: "TXT", ttl: serviceTtl, flush: true, data: ["path=/"] },
];

/** All records, as announced. With a `ttl` of 0 others forget them. */
export const announcement = (claim: Claim, ttl?: number): Answer[] =>
  [addressRecord(claim), ...serviceRecords(claim)].map((record) =>
    ttl === undefined ? record : ({ ...record, ttl } as Answer),
  );

/** The records that answer the questions; empty if they are about others. Names are compared without case. */
export function answersTo(questions: readonly Question[], claim: Claim): Answer[] {
  const own = announcement(claim);
  const all: Answer[] = [...own, { name: services, type: "PTR", ttl: serviceTtl, data: service }];
  const isAsked = (record: Answer) =>
    questions.some(
      ({ name, type }) =>
        name.toLowerCase() === record.name.toLowerCase() && (type === record.type || (type as string) === "ANY"),
    );
  const answers = all.filter(isAsked);
  // Whoever looks for the service needs its address next.
  const withAddress =
    answers.some(({ type }) => type === "SRV" || type === "PTR") && !answers.some(({ type }) => type === "A");
  return withAddress ? [...answers, ...own.filter((record) => !answers.includes(record))] : answers;
}

/** Whether a response says that another machine has the name: an address that is not one of `own`. */
export function claimsName(answers: readonly Answer[], name: string, own: readonly string[]): boolean {
  return answers.some(
    (record) =>
      record.type === "A" && record.name.toLowerCase() === name && record.ttl !== 0 && !own.includes(record.data),
  );
}

/** How many names are tried: `lectern.local`, `lectern-2.local` … `lectern-9.local`. */
export const maxNames = 9;

/** The `n`-th name to try: 1, 2 … */
export const nameOf = (n: number): string => (n === 1 ? "lectern.local" : `lectern-${n}.local`);
