/** Chooses the page of `/check`: the teacher's, or with a token the phone's. */
import type { ComponentChildren } from "preact";
import { Teacher } from "../teach/teacher.tsx";
import { PhoneCheck } from "./phone.tsx";
import { TeacherCheck } from "./teacher.tsx";

export const checkPage = (token: string): ComponentChildren =>
  token === "" ? <Teacher page={() => <TeacherCheck />} /> : <PhoneCheck key={token} token={token} />;
