/** The class that this browser was last in, to which the start page links. */
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

/** Removes the stored class if it has this code. */
export function forgetClass(code: string): void {
  if (lastClass()?.code === code) remember("class", undefined);
}
