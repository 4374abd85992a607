/** Each dialect of the registry: what holds in every dialect, and its own transcript. */
import { dialects } from "../../src/dialects/index.ts";
import { dialectContract } from "./contract.ts";
import { transcript } from "./transcript.ts";
import { type App, voices } from "./voices/index.ts";

for (const { name } of dialects) {
  const voice = voices[name as App];
  if (!voice) throw new Error(`test/dialects/voices has no file for ${name}`);
  dialectContract(name, voice);
  await transcript(name as App, new URL(`transcripts/${name}.transcript`, import.meta.url));
}
