/** A QR code that a phone reads from a terminal, whatever the terminal's colours are. */
import { encode } from "uqr";

// Sets black on white explicitly: in the colours of a dark terminal the code would be inverted.
const blackOnWhite = "\u001b[38;5;16;48;5;231m";
const reset = "\u001b[0m";
/** A half block draws two squares in one letter: which of them are black, upper and lower. */
const halves = { "00": " ", "10": "▀", "01": "▄", "11": "█" } as const;

/** The lines of a QR code of `text`, with the four squares of quiet around it that ISO/IEC 18004 asks for. */
export function qrLines(text: string): string[] {
  const { data, size } = encode(text, { border: 4 });
  const black = (row: number, column: number) => (data[row]?.[column] ? "1" : "0");
  return Array.from({ length: Math.ceil(size / 2) }, (_, line) => {
    const letters = Array.from({ length: size }, (_, column) => {
      return halves[`${black(line * 2, column)}${black(line * 2 + 1, column)}`];
    });
    return blackOnWhite + letters.join("") + reset;
  });
}
