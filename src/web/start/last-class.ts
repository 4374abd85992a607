/** The class this browser was last in, for the way back from the start page. */
import { recall, remember } from "../memory.ts";

export interface LastClass {
  readonly code: string;
  readonly title: string;
}

export function lastClass(): LastClass | undefined {
  try {
    const { code, title } = JSON.parse(recall("class") ?? "{}");
    return typeof code === "string" && typeof title === "string" ? { code, title } : undefined;
  } catch {
    return undefined;
  }
}

export const rememberClass = ({ code, title }: LastClass): void =>
  void remember("class", JSON.stringify({ code, title }));

/** Forgets the class if it is the last one. */
export function forgetClass(code: string): void {
  if (lastClass()?.code === code) remember("class", undefined);
}
