/** The registry of dialects: each is a file in this folder and a line here. */
import type { BoardDialect } from "./board.ts";
import { chatroom } from "./chatroom.ts";
import type { Dialect } from "./dialect.ts";
import { inthon } from "./inthon.ts";
import { mobilegpt } from "./mobilegpt.ts";
import { native } from "./native.ts";
import { nativeBoard } from "./native-board.ts";
import { spc } from "./spc.ts";
import { virtutune } from "./virtutune.ts";

/** The dialects of the rooms. */
export const dialects: readonly Dialect[] = [native, mobilegpt, inthon, chatroom, virtutune];

/** The dialects of the quality board. */
export const boardDialects: readonly BoardDialect[] = [nativeBoard, spc];
