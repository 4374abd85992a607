/**
 * The cookie that identifies a browser: a random id and the accounts that signed in with it, signed with the server's
 * secret.
 *
 * A browser that has signed in to an account has a separate budget for wrong keys and passwords (OWASP's device-cookie
 * pattern). Every seat stores a hash of the id, so that a browser whose participant was removed is recognized.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { cookieIn, type NewCookie } from "./cookies.ts";

const browserCookie = "lectern_browser";

/** How many accounts a cookie lists: those that signed in last. */
const maxAccounts = 8;
/** The cookie's lifetime in seconds: the longest that browsers allow. */
const maxAge = 400 * 24 * 60 * 60;
const form = /^([\w-]{22})\.((?:[a-z0-9]+(?:-[a-z0-9]+)*)?)\.([\w-]{43})$/;

export interface KnownBrowsers {
  /** Returns the browser's id if it has signed in to this account (`key` or a user's id) before. */
  find(headers: Headers, account: string): string | undefined;
  /** Returns the browser's id if it has one. */
  idOf(headers: Headers): string | undefined;
  /** Returns the browser's id, or a new one, and its cookie, which lists `account` if given. */
  remember(headers: Headers, account?: string): { readonly id: string; readonly cookie: NewCookie };
}

export function createKnownBrowsers(secret: Buffer): KnownBrowsers {
  const sign = (text: string) => createHmac("sha256", secret).update(text).digest("base64url");

  function read(headers: Headers): { id: string; accounts: string[] } | undefined {
    const [, id = "", accounts = "", signature = ""] = form.exec(cookieIn(headers, browserCookie) ?? "") ?? [];
    const expected = sign(`${id}.${accounts}`);
    if (signature.length !== expected.length) return;
    if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return;
    return { id, accounts: accounts.split("-").filter(Boolean) };
  }

  return {
    idOf: (headers) => read(headers)?.id,
    find(headers, account) {
      const browser = read(headers);
      return browser?.accounts.includes(account) ? browser.id : undefined;
    },
    remember(headers, account) {
      const { id, accounts } = read(headers) ?? { id: randomBytes(16).toString("base64url"), accounts: [] };
      const kept = account === undefined ? accounts : [account, ...accounts.filter((other) => other !== account)];
      const text = `${id}.${kept.slice(0, maxAccounts).join("-")}`;
      return { id, cookie: { name: browserCookie, value: `${text}.${sign(text)}`, maxAge } };
    },
  };
}
