/** The parts of a class that a teacher turns on and off. Here by themselves, for the pages: no schema comes with them. */
export const featureNames = ["steps", "help", "feedback", "questions", "chat", "practice"] as const;

/** What a session has where its maker chose nothing. */
export const defaultFeatures: readonly (typeof featureNames)[number][] = featureNames.filter(
  (name) => name !== "practice",
);
