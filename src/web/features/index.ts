/** The registry of the features' texts, in the order of their switches: each is a file in this folder and a line here. */
import type { FeatureName } from "../../features/whole-session.ts";
import { type Both, defineTexts } from "../language.ts";
import { chat } from "./chat.ts";
import type { AllFeatureTexts } from "./feature-texts.ts";
import { feedback } from "./feedback.ts";
import { hands } from "./hands.ts";
import { help } from "./help.ts";
import { moderation } from "./moderation.ts";
import { pace } from "./pace.ts";
import { participants } from "./participants.ts";
import { polls } from "./polls.ts";
import { practice } from "./practice.ts";
import { questions } from "./questions.ts";
import { steps } from "./steps.ts";

const texts = {
  participants,
  steps,
  pace,
  help,
  feedback,
  questions,
  chat,
  polls,
  hands,
  moderation,
  practice,
} satisfies AllFeatureTexts;

type All = (typeof texts)[keyof typeof texts];
type FaultsIn<T> = T extends { readonly faults: infer F } ? keyof F : never;
type FeatureFaults = { readonly [Code in FaultsIn<All>]: Both<string> };

const list: readonly (readonly [name: string, of: { readonly optional?: string; readonly faults?: object }])[] =
  Object.entries(texts);

/** Why a feature refused something, by fault code. */
export const featureFaults: FeatureFaults = Object.assign({}, ...list.map(([, { faults }]) => faults));

/** The optional features, and those that are on by default. */
export const featureNames = list.filter(([, { optional }]) => optional).map(([name]) => name) as FeatureName[];
export const defaultFeatures = featureNames.filter((name) => texts[name].optional === "on");

const labels = featureNames.map((name) => [name, texts[name].switch]);
/** The label and the hint of each feature's switch. */
export const switches = defineTexts<Record<FeatureName, readonly [string, string]>>(Object.fromEntries(labels));

/** The labels of the features' settings. */
export const settings = defineTexts({ questions: questions.settings, pace: pace.settings, polls: polls.settings });
