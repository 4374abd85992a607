/** Cookies, read and set. */
import { setCookie } from "hono/cookie";
import type { Call } from "./context.ts";

/** The value of a request's cookie. */
export function cookieIn(headers: Headers, wanted: string): string | undefined {
  for (const part of (headers.get("Cookie") ?? "").split(";")) {
    const [name, value] = part.trim().split("=", 2);
    if (name === wanted && value) return value;
  }
  return undefined;
}

/** A cookie to set: for every path, unreadable for scripts, sent by no other site's pages. */
export interface NewCookie {
  readonly name: string;
  readonly value: string;
  /** In seconds. */
  readonly maxAge: number;
}

export function keepCookie(call: Call, { name, value, maxAge }: NewCookie): void {
  setCookie(call, name, value, { path: "/", httpOnly: true, sameSite: "Lax", secure: call.env.https, maxAge });
}
