/** Texts of the chat. */
import { withHint } from "../language.ts";
import type { FeatureTexts } from "./feature-texts.ts";

export const chat = {
  optional: "on",
  switch: { ko: withHint("채팅", "모두가 함께 이야기해요"), en: withHint("Chat", "Everyone can write to everyone") },
  faults: {
    message_not_found: { ko: "이 메시지는 더 이상 없어요.", en: "This message no longer exists." },
    too_many_messages: {
      ko: "한 시간 동안 메시지를 500개 보냈어요.",
      en: "You have sent 500 messages within an hour.",
    },
  },
} satisfies FeatureTexts<"chat">;
