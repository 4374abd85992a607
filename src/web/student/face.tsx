/** Icons for understood, hard and important. Each is used next to a word. */
import { Lines } from "../ui/icon.tsx";

const faces = {
  OK: "M12 3a9 9 0 100 18 9 9 0 000-18zM8.500 14a4.500 4.500 0 007 0M9 9.500h.01M15 9.500h.01",
  HARD: "M12 3a9 9 0 100 18 9 9 0 000-18zM8.500 16.500a4.500 4.500 0 017 0M9 9.500h.01M15 9.500h.01",
  IMPORTANT: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7.500v5.500M12 16.500h.01",
};

export const Face = ({ is }: { is: keyof typeof faces }) => (
  <Lines size="1.5rem">
    <path d={faces[is]} />
  </Lines>
);
