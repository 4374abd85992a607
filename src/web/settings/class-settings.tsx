/** The dialog with a class's settings. Each change is saved at once; deleting asks for confirmation. */
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { FeatureName, Session } from "../../features/whole-session.ts";
import { account } from "../account.ts";
import { api } from "../api.ts";
import { CoTeachers } from "../co-teachers/co-teachers.tsx";
import { settings as featureTexts } from "../features/index.ts";
import { Confirm, Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { errorText, Problem } from "../ui/notice.tsx";
import { common } from "../ui/texts.ts";
import { Joining } from "./joining.tsx";
import { KeepDays } from "./keep-days.tsx";
import { Choice, FeatureSwitches, Switch } from "./switches.tsx";
import { texts } from "./texts.ts";
import { useSettings } from "./use-settings.ts";
import { useTyped } from "./use-typed.ts";

interface ClassSettingsProps {
  session: Session;
  onClose: () => void;
  /** Called with the class as the server has saved it. */
  onChanged?: (session: Session) => void;
  onDeleted: () => void;
}

export function ClassSettings({ session, onClose, onChanged, onDeleted }: ClassSettingsProps) {
  const words = texts.value;
  const asking = useSignal(false);
  const deleting = useSignal(false);
  const refused = useSignal<string | undefined>(undefined);
  const editor = useSettings(session, onChanged);
  // A co-teacher changes settings, and neither deletes the class nor invites others.
  const isOwner = account.value?.id === session.instructor.id;

  const remove = async () => {
    asking.value = false;
    deleting.value = true;
    refused.value = undefined;
    try {
      await api.deleteSession(session.id);
      onDeleted();
    } catch (thrown) {
      refused.value = errorText(thrown);
    } finally {
      deleting.value = false;
    }
  };

  const state = editor.state.value;
  if (asking.value) {
    return (
      <Confirm
        title={words.deleteAsk(session.title)}
        hint={words.deleteHint}
        yes={words.deleteYes}
        no={common.value.cancel}
        onYes={() => void remove()}
        onNo={() => {
          asking.value = false;
        }}
      />
    );
  }
  return (
    <Dialog title={words.title} onClose={onClose}>
      {session.status === "ENDED" ? <p class="text-quiet">{words.ended}</p> : <SettingsForm editor={editor} />}
      {isOwner && session.status !== "ENDED" && <CoTeachers session={session} />}
      <div class="sticky bottom-0 -mx-6 -mb-6 flex flex-wrap items-center justify-between gap-x-3 gap-y-2 border-t border-base-300 bg-base-100 px-6 pt-3 pb-5">
        {session.status !== "ENDED" && (
          <p
            role="status"
            class={`w-full text-base font-medium ${state.is === "refused" ? "text-help-ink" : state.is === "saved" ? "text-done-ink" : "text-quiet"}`}
          >
            {state.is === "refused" ? words.refused(state.why) : words.saving[state.is]}
          </p>
        )}
        {isOwner && (
          <button
            type="button"
            class="btn btn-lg btn-help"
            disabled={deleting.value}
            onClick={() => {
              asking.value = true;
            }}
          >
            <Icon name="trash" />
            {deleting.value ? words.deleting : words.delete}
          </button>
        )}
        <button type="button" class="btn btn-primary btn-lg" onClick={onClose}>
          {common.value.close}
        </button>
        {refused.value && <Problem says={refused.value} />}
      </div>
    </Dialog>
  );
}

function SettingsForm({ editor }: { editor: ReturnType<typeof useSettings> }) {
  const words = texts.value;
  const { session, change } = editor;
  const { title, features } = session.value;
  const id = useId();
  const typed = useTyped({ editor, field: "title", value: title });
  const toggle = (name: FeatureName, on: boolean) =>
    change({ features: on ? [...features, name] : features.filter((other) => other !== name) });
  return (
    <>
      <form
        class="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.value.trim()) change({ title: typed.value.trim() });
        }}
      >
        <label class="label-text" for={id}>
          {words.name}
        </label>
        <div class="flex flex-wrap gap-2">
          <input
            id={id}
            class="input min-w-48 flex-1"
            maxLength={200}
            required
            value={typed.value}
            onInput={({ currentTarget }) => {
              typed.value = currentTarget.value;
            }}
          />
          {typed.value.trim() !== title && (
            <button type="submit" class="btn btn-primary btn-lg">
              {words.save}
            </button>
          )}
        </div>
      </form>
      <FeatureSwitches features={features} onSwitch={toggle} />
      {features.includes("questions") && <QuestionSettings editor={editor} />}
      {features.includes("polls") && <PollSettings editor={editor} />}
      {features.includes("steps") && <PaceChoice editor={editor} />}
      <Joining editor={editor} />
      <KeepDays editor={editor} />
    </>
  );
}

function QuestionSettings({ editor: { session, change } }: { editor: ReturnType<typeof useSettings> }) {
  const { questions } = featureTexts.value;
  const { settings } = session.value;
  const id = useId();
  return (
    <fieldset class="flex flex-col gap-1">
      <legend class="label-text mb-1">{questions.title}</legend>
      <Choice
        name={id}
        options={[
          ["all", questions.everyone],
          ["host", questions.teacherOnly],
        ]}
        value={settings.questions_visibility}
        onChoose={(questions_visibility) => change({ settings: { questions_visibility } })}
      />
      {settings.questions_visibility === "all" && (
        <Switch
          says={questions.approval}
          on={settings.questions_approval}
          onSwitch={(questions_approval) => change({ settings: { questions_approval } })}
        />
      )}
      <Switch
        says={questions.anonymous}
        on={settings.anonymous_questions}
        onSwitch={(anonymous_questions) => change({ settings: { anonymous_questions } })}
      />
    </fieldset>
  );
}

function PollSettings({ editor: { session, change } }: { editor: ReturnType<typeof useSettings> }) {
  const { polls } = featureTexts.value;
  const { podium, teams } = session.value.settings;
  const name = useId();
  return (
    <fieldset class="flex flex-col gap-1">
      <legend class="label-text mb-1">{polls.title}</legend>
      <Switch says={polls.podium} on={podium} onSwitch={(podium) => change({ settings: { podium } })} />
      <fieldset>
        <legend class="font-medium">{polls.teams}</legend>
        <Choice
          name={name}
          options={[
            ["off", polls.teamsOff],
            ["average", polls.teamsAverage],
            ["sum", polls.teamsSum],
          ]}
          value={teams}
          onChoose={(teams) => change({ settings: { teams } })}
        />
      </fieldset>
    </fieldset>
  );
}

/** Who moves from step to step. */
function PaceChoice({ editor: { session, change } }: { editor: ReturnType<typeof useSettings> }) {
  const { pace } = featureTexts.value;
  const name = useId();
  return (
    <fieldset class="flex flex-col gap-1">
      <legend class="label-text mb-1">{pace.title}</legend>
      <Choice
        name={name}
        options={[
          ["teacher", pace.teacher],
          ["student", pace.student],
        ]}
        value={session.value.settings.pace}
        onChoose={(chosen) => change({ settings: { pace: chosen } })}
      />
    </fieldset>
  );
}
