/**
 * An ELM327 adapter in a vehicle, with habits to choose. Pure: characters and a monotonic clock in, characters and the
 * time at which they come out. Everything random is repeatable from its seed.
 *
 * @see ELM Electronics, ELM327 data sheet (versions 1.4b to 2.2)
 */
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import type { ControlUnits } from "../../diagnostics/control-units.ts";
import type { DiagnosticTarget } from "../../diagnostics/diagnostic-link.ts";
import { goodHabits, type ElmHabits } from "./elm-habits.ts";
import { printPayload } from "./elm-printing.ts";
import { applyCommand, defaultSettings, type ElmSettings } from "./elm-settings.ts";
import { elmSimulatorLimits } from "./limits.ts";

export interface ElmSimulatorOptions {
  readonly units: ControlUnits;
  /** The vehicle's bus, as the adapter numbers it: 6 = CAN 11 bit 500 kbit/s (default), 7 = 29 bit. */
  readonly protocol?: "6" | "7" | "8" | "9";
  readonly habits?: Partial<ElmHabits>;
  readonly seed?: number;
}

interface Output {
  readonly atMs: number;
  readonly text: string;
}

const resetMs = 300;
const carriageReturn = 0x0d;

export class ElmSimulator {
  readonly #units: ControlUnits;
  readonly #protocol: string;
  readonly #habits: ElmHabits;
  readonly #random: SeededRandom;
  #settings: ElmSettings = defaultSettings();
  #command = "";
  #lastCommand = "";
  /** In the order of their time; the last one ends the answer, unless it hangs. */
  #outputs: Output[] = [];
  #isAsking = false;
  #isPromptOwed = false;

  constructor(options: ElmSimulatorOptions) {
    this.#units = options.units;
    this.#protocol = options.protocol ?? "6";
    this.#habits = { ...goodHabits, ...options.habits };
    this.#random = new SeededRandom(options.seed ?? 1);
  }

  /** When `take` will have something. */
  get dueAtMs(): number | undefined {
    return this.#outputs[0]?.atMs;
  }

  /** Characters from the client. */
  receive(bytes: Uint8Array, nowMs: number): void {
    for (const byte of bytes) this.#receiveByte(byte, nowMs);
  }

  /** @returns what has come out by now, damaged on its way as the habits say. */
  take(nowMs: number): Uint8Array {
    let text = "";
    for (let next = this.#outputs[0]; next !== undefined && next.atMs <= nowMs; next = this.#outputs[0]) {
      text += next.text;
      this.#outputs.shift();
      if (this.#outputs.length === 0 && next.text.endsWith(">")) this.#isAsking = false;
    }
    return this.#damaged(text);
  }

  #receiveByte(byte: number, nowMs: number): void {
    if (this.#isAsking) {
      // Any character interrupts a request (data sheet, "Error Messages", STOPPED) and is lost itself.
      this.#isAsking = false;
      this.#outputs = [];
      this.#say(["STOPPED"], nowMs);
      return;
    }
    if (this.#settings.echo) {
      const character = String.fromCharCode(byte);
      this.#outputs.push({ atMs: nowMs, text: this.#habits.doublesEcho && byte !== carriageReturn ? character + character : character });
    }
    if (byte !== carriageReturn) {
      if (byte > 0x20 && byte < 0x7f && this.#command.length < elmSimulatorLimits.commandCharsMax) this.#command += String.fromCharCode(byte).toUpperCase();
      return;
    }
    // Nothing but a carriage return repeats the command before.
    const command = this.#command === "" ? this.#lastCommand : this.#command;
    this.#command = "";
    this.#lastCommand = command;
    this.#run(command, nowMs);
  }

  #run(command: string, nowMs: number): void {
    if (this.#isPromptOwed) {
      this.#isPromptOwed = false;
      this.#outputs.push({ atMs: nowMs, text: `${this.#lineEnd}${this.#lineEnd}>` });
    }
    const atMs = nowMs + this.#habits.commandMs;
    if (this.#habits.unknownCommands.some((unknown) => command.startsWith(unknown))) return this.#say(["?"], atMs);
    if (command === "ATZ" || command === "ATWS") {
      this.#settings = defaultSettings();
      return this.#say(["", "", this.#habits.claims], nowMs + (command === "ATZ" ? resetMs : this.#habits.commandMs));
    }
    if (command === "ATD") {
      this.#settings = { ...defaultSettings(), echo: this.#settings.echo };
      return this.#say(["OK"], atMs);
    }
    if (command.startsWith("AT")) return this.#configure(command.slice(2), atMs);
    if (/^(?:[0-9A-F]{2})+[0-9A-F]?$/.test(command)) return this.#ask(command, nowMs);
    this.#say(["?"], atMs);
  }

  #configure(command: string, atMs: number): void {
    const wasEchoing = this.#settings.echo;
    const answer = applyCommand(this.#settings, command, this.#habits);
    if (this.#habits.keepsEcho) this.#settings.echo = wasEchoing;
    if (command === "E0" && this.#habits.owesPromptAfterEchoOff) {
      this.#isPromptOwed = true;
      this.#outputs.push({ atMs, text: answer ?? "?" });
    } else {
      this.#say([answer ?? "?"], atMs);
    }
  }

  #ask(command: string, nowMs: number): void {
    const payload = Uint8Array.from(Buffer.from(command.slice(0, command.length & ~1), "hex"));
    const repliesWanted = command.length % 2 === 1 ? Number.parseInt(command.slice(-1), 16) : Number.POSITIVE_INFINITY;
    if (payload.length > (this.#settings.isLong ? 8 : 7)) return this.#say(["?"], nowMs + this.#habits.commandMs);
    this.#isAsking = true;
    let atMs = nowMs;
    const isSearching = !this.#settings.isConnected && this.#settings.isAutomatic;
    if (isSearching) {
      this.#outputs.push({ atMs, text: `SEARCHING...${this.#lineEnd}` });
      atMs += this.#habits.searchMs;
    }
    if (this.#random.chance(this.#habits.lowVoltageResetChance)) {
      this.#settings = defaultSettings();
      return this.#say(["LV RESET", "", this.#habits.claims], atMs + resetMs);
    }
    const waitMs = this.#settings.waitUnits * 4;
    const replies = this.#replies(payload, atMs, waitMs).slice(0, repliesWanted);
    if (replies.length === 0) return this.#say([isSearching ? "UNABLE TO CONNECT" : "NO DATA"], atMs + waitMs);
    this.#settings.isConnected = true;
    if (this.#settings.isAutomatic) this.#settings.protocol = this.#protocol;
    if (this.#random.chance(this.#habits.noDataChance)) return this.#say(["NO DATA"], atMs + waitMs);
    for (const { afterMs, lines } of replies.slice(0, elmSimulatorLimits.repliesMax)) {
      for (const line of lines) this.#outputs.push({ atMs: atMs + afterMs, text: this.#chopped(line) + this.#lineEnd });
    }
    const endMs = atMs + (replies.at(-1)?.afterMs ?? 0) + (replies.length >= repliesWanted ? 0 : waitMs);
    if (this.#random.chance(this.#habits.hangChance)) return;
    this.#prompt(replies.length > elmSimulatorLimits.repliesMax ? `BUFFER FULL${this.#lineEnd}` : "", endMs);
  }

  /** Replies that come before the adapter stops waiting. */
  #replies(payload: Uint8Array, atMs: number, waitMs: number): readonly { readonly afterMs: number; readonly lines: readonly string[] }[] {
    const isOtherBus = this.#settings.protocol !== "0" && !this.#settings.isAutomatic && this.#settings.protocol !== this.#protocol;
    if (isOtherBus) return [];
    const heard: { readonly afterMs: number; readonly lines: readonly string[] }[] = [];
    let lastMs = 0;
    for (const { afterMs, responseId, payload: reply } of this.#units.answer({ target: this.#target(), payload }, atMs)) {
      if (afterMs - lastMs > waitMs) break;
      lastMs = afterMs;
      if (this.#settings.receiveOnly !== undefined && this.#settings.receiveOnly !== responseId) continue;
      heard.push({ afterMs, lines: printPayload(responseId, reply, this.#settings) });
    }
    return heard;
  }

  #target(): DiagnosticTarget {
    const { header, priority } = this.#settings;
    if (header === undefined || header === "7DF" || header === "DB33F1") return { kind: "functional" };
    const id = Number.parseInt(header, 16);
    return { kind: "physical", requestId: header.length === 3 ? id : priority * 0x100_0000 + id };
  }

  #say(lines: readonly string[], atMs: number): void {
    this.#prompt(lines.map((line) => line + this.#lineEnd).join(""), atMs);
  }

  #prompt(text: string, atMs: number): void {
    const isLate = this.#random.chance(this.#habits.latePromptChance);
    if (text !== "") this.#outputs.push({ atMs, text });
    this.#outputs.push({ atMs: atMs + (isLate ? this.#habits.latePromptMs : 0), text: `${this.#lineEnd}${this.#habits.doublesPrompt ? ">>" : ">"}` });
  }

  get #lineEnd(): string {
    return this.#settings.lineFeeds ? "\r\n" : "\r";
  }

  #chopped(line: string): string {
    if (!this.#random.chance(this.#habits.choppedLineChance)) return line;
    return line.slice(0, this.#random.below(line.length));
  }

  #damaged(text: string): Uint8Array {
    const { lostCharacterChance, nulChance } = this.#habits;
    if (lostCharacterChance === 0 && nulChance === 0) return Buffer.from(text, "latin1");
    let damaged = "";
    for (const character of text) {
      if (this.#random.chance(nulChance)) damaged += "\0";
      if (!this.#random.chance(lostCharacterChance)) damaged += character;
    }
    return Buffer.from(damaged, "latin1");
  }
}
