/** Draws a QR code on a terminal, independent of the terminal's colors. */
import { encode } from "uqr";

// Sets black on white explicitly: in the colors of a dark terminal the code would be inverted.
const blackOnWhite = "\u001b[38;5;16;48;5;231m";
const reset = "\u001b[0m";
/** Characters that draw two modules, by whether the upper and the lower one are black. */
const halfBlocks = { "00": " ", "10": "▀", "01": "▄", "11": "█" } as const;

/** Returns the lines of a QR code of `text`, with the quiet zone of four modules that ISO/IEC 18004 requires. */
export function qrLines(text: string): string[] {
  const { data, size } = encode(text, { border: 4 });
  const isBlack = (row: number, column: number) => (data[row]?.[column] ? "1" : "0");
  return Array.from({ length: Math.ceil(size / 2) }, (_, line) => {
    const characters = Array.from({ length: size }, (_, column) => {
      return halfBlocks[`${isBlack(line * 2, column)}${isBlack(line * 2 + 1, column)}`];
    });
    return blackOnWhite + characters.join("") + reset;
  });
}
