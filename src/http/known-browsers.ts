/**
 * Browsers that have signed in before: a cookie with a random id and the accounts that were signed in to, signed with a
 * secret of this server (OWASP's device-cookie pattern). It proves nothing but that: it only gives the browser a budget of
 * its own for wrong keys and passwords of those accounts.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { cookieIn } from "./cookies.ts";

export const browserCookie = "lectern_browser";

/** How many accounts of one browser are kept: the ones that were signed in to last. */
const maxAccounts = 8;
const form = /^([\w-]{22})\.([a-z0-9]+(?:-[a-z0-9]+)*)\.([\w-]{43})$/;

export interface KnownBrowsers {
  /** The browser's id if it has signed in to this account (`key` or a user's id) before. */
  find(headers: Headers, account: string): string | undefined;
  /** The value of the cookie after this browser has signed in to this account. */
  remember(headers: Headers, account: string): string;
}

export function openKnownBrowsers(secret: Buffer): KnownBrowsers {
  const sign = (text: string) => createHmac("sha256", secret).update(text).digest("base64url");

  function read(headers: Headers): { id: string; accounts: string[] } | undefined {
    const [, id = "", accounts = "", signature = ""] = form.exec(cookieIn(headers, browserCookie) ?? "") ?? [];
    const expected = sign(`${id}.${accounts}`);
    if (signature.length !== expected.length) return;
    if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return;
    return { id, accounts: accounts.split("-") };
  }

  return {
    find(headers, account) {
      const browser = read(headers);
      return browser?.accounts.includes(account) ? browser.id : undefined;
    },
    remember(headers, account) {
      const { id, accounts } = read(headers) ?? { id: randomBytes(16).toString("base64url"), accounts: [] };
      const kept = [account, ...accounts.filter((other) => other !== account)].slice(0, maxAccounts);
      const text = `${id}.${kept.join("-")}`;
      return `${text}.${sign(text)}`;
    },
  };
}
