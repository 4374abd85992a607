/** Reads and writes cookies. */
import { generateCookie } from "hono/cookie";

/** Returns the value of a request's cookie; undefined if it is missing or empty. */
export function cookieIn(headers: Headers, wanted: string): string | undefined {
  for (const part of (headers.get("Cookie") ?? "").split(";")) {
    const [name, value] = part.trim().split("=", 2);
    if (name === wanted && value) return value;
  }
  return undefined;
}

/** A cookie to set: `HttpOnly` and `SameSite=Lax`. */
export interface NewCookie {
  readonly name: string;
  readonly value: string;
  /** In seconds. */
  readonly maxAge: number;
  /** The path to which browsers send it (default: every path). */
  readonly path?: string;
}

/** Formats a cookie as the value of a `Set-Cookie` header. `https`: whether the client connected over HTTPS. */
export const toSetCookie = ({ name, value, maxAge, path = "/" }: NewCookie, https: boolean): string =>
  generateCookie(name, value, { path, httpOnly: true, sameSite: "Lax", secure: https, maxAge });
