/** The voices of the apps by dialect: each is a file in this folder and a line here. */
import { chatroom } from "./chatroom.ts";
import { inthon } from "./inthon.ts";
import { lectern } from "./lectern.ts";
import { mobilegpt } from "./mobilegpt.ts";
import { virtutune } from "./virtutune.ts";

export const voices = { lectern, mobilegpt, inthon, virtutune, chatroom };

export type App = keyof typeof voices;
export const apps = Object.keys(voices) as App[];
