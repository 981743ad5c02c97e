/** What clones and bad radio links do; every habit was seen on a real adapter. All off gives an adapter as in the data sheet. */
export interface ElmHabits {
  /** Its name, whatever it knows. */
  readonly claims: string;
  /** Commands, without blanks, that it answers with `?`; a name stands for all that begin with it. */
  readonly unknownCommands: readonly string[];
  /** It goes on repeating commands after ATE0. */
  readonly keepsEcho: boolean;
  /** It repeats every character twice. */
  readonly doublesEcho: boolean;
  /** It sends its prompt twice. */
  readonly doublesPrompt: boolean;
  /** The answer to ATE0 ends without a prompt, which comes with the next command. */
  readonly owesPromptAfterEchoOff: boolean;
  /** The prompt comes so much later than the answer, with `latePromptChance`. */
  readonly latePromptMs: number;
  readonly latePromptChance: number;
  /** An answer that never ends until it is interrupted. */
  readonly hangChance: number;
  /** A character that gets lost between adapter and client. */
  readonly lostCharacterChance: number;
  /** A NUL between two characters. */
  readonly nulChance: number;
  /** The end of a line of bytes is cut off. */
  readonly choppedLineChance: number;
  /** NO DATA although there was an answer. */
  readonly noDataChance: number;
  /** LV RESET in the middle of a request, after which all settings are forgotten. */
  readonly lowVoltageResetChance: number;
  /** How long the first request tries protocols. */
  readonly searchMs: number;
  /** Its own commands take so long. */
  readonly commandMs: number;
}

export const goodHabits: ElmHabits = {
  claims: "ELM327 v2.1",
  unknownCommands: ["ST", "AT@2"],
  keepsEcho: false,
  doublesEcho: false,
  doublesPrompt: false,
  owesPromptAfterEchoOff: false,
  latePromptMs: 0,
  latePromptChance: 0,
  hangChance: 0,
  lostCharacterChance: 0,
  nulChance: 0,
  choppedLineChance: 0,
  noDataChance: 0,
  lowVoltageResetChance: 0,
  searchMs: 400,
  commandMs: 5,
};
