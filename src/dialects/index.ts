/** The registry: a dialect is a file beside this one and a line here. */
import { chatroom } from "./chatroom.ts";
import type { Dialect } from "./dialect.ts";
import { inthon } from "./inthon.ts";
import { mobilegpt } from "./mobilegpt.ts";
import { native } from "./native.ts";
import { virtutune } from "./virtutune.ts";

export const dialects: readonly Dialect[] = [native, mobilegpt, inthon, chatroom, virtutune];
