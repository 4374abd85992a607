/** What the tabs for questions and chat show. */
export { Chat } from "../talk/chat.tsx";
export { Questions } from "../talk/questions.tsx";
