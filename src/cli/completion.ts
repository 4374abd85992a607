/** `lectern completion SHELL`: completes commands, options and their values. The shells ask `lectern complete`. */
import { Argument, type CommandUnknownOpts, type Option } from "@commander-js/extra-typings";
import { command, examples } from "./command.ts";

/** A word that can come next, and what it does. */
interface Candidate {
  readonly word: string;
  readonly about: string;
}

/**
 * Returns what the last of `typed`, which may be empty, can become; nothing if it is a file or a free text. `typed` are
 * the words after the program's name.
 */
export function candidates(program: CommandUnknownOpts, typed: readonly string[]): Candidate[] {
  const { words, prefix } = splitAtEquals(typed);
  let current = program;
  /** The option whose value comes next. */
  let option: Option | undefined;
  for (const word of words.slice(0, -1)) {
    const found = option ? undefined : optionsOf(current).find(({ long, short }) => word === long || word === short);
    if (!option && !found) current = current.commands.find((one) => one.name() === word) ?? current;
    option = found?.required ? found : undefined;
  }
  const last = words.at(-1) ?? "";
  return (option ? choices(option) : wordsOf(current, last.startsWith("-")))
    .filter(({ word }) => word.startsWith(last))
    .map(({ word, about }) => ({ word: prefix + word, about }));
}

/**
 * Splits `--option=value` into two words. `prefix` is what the shell expects before the completed value: bash breaks words
 * at the equals sign itself, the other shells do not.
 */
function splitAtEquals(typed: readonly string[]): { words: string[]; prefix: string } {
  const isEqualsOfBash = (n: number) => typed[n] === "=" && (typed[n - 1] ?? "").startsWith("--");
  const words = typed.flatMap((word, n) => {
    if (isEqualsOfBash(n)) return n === typed.length - 1 ? [""] : [];
    const [, option, value = ""] = /^(--[^=]+)=(.*)$/s.exec(word) ?? [];
    return option === undefined ? [word] : [option, value];
  });
  const [prefix = ""] = /^--[^=]+=/.exec(typed.at(-1) ?? "") ?? [];
  return { words, prefix };
}

/** The options of a command as its help lists them; without a command, the program takes those of `lectern serve`. */
function optionsOf(current: CommandUnknownOpts): Option[] {
  const serve = current.parent ? undefined : current.commands.find((one) => one.name() === "serve");
  return [current, ...(serve ? [serve] : [])].flatMap((one) => current.createHelp().visibleOptions(one));
}

function wordsOf(current: CommandUnknownOpts, isOption: boolean): Candidate[] {
  if (isOption) {
    return optionsOf(current).map(({ long, short, description }) => ({
      word: long ?? short ?? "",
      about: description,
    }));
  }
  const commands = current.createHelp().visibleCommands(current);
  if (commands.length > 0) return commands.map((one) => ({ word: one.name(), about: one.description() }));
  return current.registeredArguments.flatMap(choices);
}

const choices = ({ argChoices }: { argChoices?: readonly string[] | undefined }): Candidate[] =>
  (argChoices ?? []).map((word) => ({ word, about: "" }));

/** The script of each shell: it asks the program that is typed, so that it never has to be installed again. */
const scripts = {
  bash: `_lectern() {
  local word
  COMPREPLY=()
  while IFS=$'\\t' read -r word _; do
    COMPREPLY+=("$word")
  done < <("\${COMP_WORDS[0]}" complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _lectern lectern`,
  zsh: `#compdef lectern
_lectern() {
  local -a found
  found=("\${(@f)$("\${words[1]}" complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  found=("\${found[@]//:/\\\\:}")
  found=("\${found[@]/$'\\t'/:}")
  if [[ -n "\${found[1]}" ]]; then _describe lectern found; else _files; fi
}
compdef _lectern lectern`,
  fish: `function __lectern_complete
    set -l words (commandline -opc)
    set -l last (commandline -ct)
    $words[1] complete -- $words[2..] "$last" 2>/dev/null
end
complete -c lectern -n '__lectern_complete | string length -q' -f -a '(__lectern_complete)'`,
};

export const completion = command("completion", "Print the script that completes commands in a shell")
  .addArgument(new Argument("<shell>", "The shell").choices(["bash", "zsh", "fish"]))
  .addHelpText(
    "after",
    examples(
      "source <(lectern completion bash)            In this shell, or in ~/.bashrc for every shell",
      "source <(lectern completion zsh)             The same for ~/.zshrc, after compinit",
      "lectern completion fish > ~/.config/fish/completions/lectern.fish",
    ),
  )
  .action((shell) => console.log(scripts[shell]));

/** `lectern complete -- WORD…`: prints what the last word can become, with a tab before what each does. */
export const complete = command("complete", "Print what the last word can become")
  .argument("[words...]")
  .action(function (words) {
    if (!this.parent) return;
    for (const { word, about } of candidates(this.parent, words)) console.log(about ? `${word}\t${about}` : word);
  });
