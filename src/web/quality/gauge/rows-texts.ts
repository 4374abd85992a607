/** Texts of the question what the rows of a pasted table are. */
import { defineTexts } from "../../language.ts";

export const texts = defineTexts({
  whatAreRows: {
    ko: "이 표는 두 가지로 읽을 수 있어요. 한 줄은 무엇인가요?",
    en: "This table can be read in two ways. What is a row?",
  },
  rowsAreParts: {
    ko: (part: string) => `부품 하나 (둘째 줄: 부품 ${part})`,
    en: (part) => `One part (the second row: part ${part})`,
  },
  rowsAreOperators: {
    ko: (operator: string) => `측정자의 한 회차 (둘째 줄: ${operator}, 2회째)`,
    en: (operator) => `One repeat of an operator (the second row: ${operator}, repeat 2)`,
  },
});
