/** The page `/remote/<code>`: signs in with the code of the QR code, if the address has one, and shows the remote. */
import { Teacher } from "../teach/teacher.tsx";
import { Remote } from "./remote.tsx";

export const RemotePage = ({ code }: { code: string }) => (
  <Teacher code={code} page={() => <Remote key={code} code={code} />} />
);
