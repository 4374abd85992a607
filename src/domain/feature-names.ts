/** The optional features of a session. Without schemas, so that pages can import them without zod. */
export const featureNames = ["steps", "help", "feedback", "questions", "chat", "practice"] as const;

/** The features of a session by default. */
export const defaultFeatures: readonly (typeof featureNames)[number][] = featureNames.filter(
  (name) => name !== "practice",
);
