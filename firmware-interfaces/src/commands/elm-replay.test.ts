import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import { elmReplay } from "./elm-replay.ts";

interface Line {
  readonly dialogue: number;
  readonly request: string;
  readonly outcome: string;
  readonly answers: readonly { readonly from: string | null; readonly payload: string }[];
  readonly damaged: readonly string[];
  readonly notices: readonly string[];
  readonly text: readonly string[];
  readonly echo: string;
  readonly promptMissing: boolean;
}

const replay = (text: string): Line[] => [...elmReplay({ text, json: true })].map((line) => JSON.parse(line) as Line); // what jsonLine writes

/** `010C answered 410C1AF8`, the form in which the expectations below are short. */
function brief({ request, outcome, answers, damaged, notices, text }: Line): string {
  return [request, outcome, ...answers.map(({ from, payload }) => (from === null ? payload : `${from}:${payload}`)), ...notices, ...damaged, ...text].join(" ");
}

describe.skipIf(recordingsFolder() === undefined)("elm replay of real dialogues", () => {
  const lines = replay(Buffer.from(recording("obd/elm327_transcripts/transcripts.jsonl")).toString());
  const dialogue = (number: number): string[] => lines.filter((line) => line.dialogue === number).map(brief);

  it("reads two control units behind a protocol search", () => {
    expect(dialogue(1)).toEqual(["atz done ELM327 v1.5", "ate0 done", "atsp0 done", "0100 answered 4100BC3FA803 4100983A8001"]);
  });

  it("reads packed lines without prompts, of two units and then of one", () => {
    expect(dialogue(2).slice(8)).toEqual([
      "0101 answered 410100040000 410100000000",
      "0100 answered 410098180013 4100983B0013",
      "0120 answered 412080018001 4120A011A001",
      "0140 answered 414040000000 414044C00001",
      "0160 answered 416000000001",
      "0180 answered 418000000001",
      "01A0 answered 41A000000001",
      "01C0 answered 41C000000001",
    ]);
    expect(dialogue(2).slice(0, 8)).toEqual([
      "AT Z done ELM327 v2.1",
      ...["AT E0", "AT L0", "AT R1", "AT H0", "AT S0", "AT SP 6", "AT IB 10"].map((at) => `${at} done`),
    ]);
  });

  it("takes a prompt that comes late for the earlier command's, not for an answer", () => {
    expect(dialogue(3)).toEqual(["ATZ done ELM327 v1.5", "ATE0 done", "ATH1 unanswered"]);
    expect(lines.find(({ dialogue: number, request }) => number === 3 && request === "ATE0")).toMatchObject({ echo: "plain", promptMissing: true });
  });

  it("gives no value for a line with half a byte, and keeps the refusal beside it", () => {
    expect(dialogue(4).slice(4)).toEqual(["010C answered 7F0112 odd-digits", "010C answered 7F0112 odd-digits"]);
  });

  it("knows a doubled echo, an unknown command, and an interruption written over a search", () => {
    expect(dialogue(5)).toEqual(["AT Z refused", "ATZ done ELM327 v1.5", "ATE0 done", "ATS0 done", "ATSP0 done", "010C failed stopped"]);
    expect(lines.find(({ dialogue: number, request }) => number === 5 && request === "ATE0")?.echo).toBe("doubled");
  });
});

describe("elm replay", () => {
  const terminal = "\r\n>ATZ\r\n\r\n\r\nELM327 v1.5\r\n\r\n>010C\r\n41 0C 1A F8 \r\n\r\n>0902\r\nNO DATA\r\n\r\n>";

  it("reads what a terminal shows", () => {
    expect(replay(terminal).map(brief)).toEqual(["ATZ done ELM327 v1.5", "010C answered 410C1AF8", "0902 no-answer"]);
  });

  it("is readable for people, too", () => {
    expect([...elmReplay({ text: terminal, json: false })]).toEqual([
      "dialogue 1",
      "  ATZ           ELM327 v1.5",
      "  010C          410C1AF8",
      "  0902          no control unit answered",
    ]);
  });

  it("does not credit an answer that came after the next request was sent", () => {
    const text = JSON.stringify({
      exchange: [
        { tx: "010C", rx: "" },
        { tx: "010D", rx: "41 0C 1A F8\r\r>41 0D 32\r\r>" },
        { tx: "0105", rx: "41 05 7B\r\r>" },
      ],
    });
    expect(replay(text).map(brief)).toEqual(["010C unanswered", "010D answered 410D32", "0105 answered 41057B"]);
  });

  it("says that an adapter has restarted", () => {
    expect(replay(">010C\rLV RESET\r\r>0105\rELM327 v1.5\r\r>").map(brief)).toEqual(["010C restarted low-voltage-reset", "0105 restarted banner ELM327 v1.5"]);
  });

  it.each([
    ["no prompt anywhere", "41 0C 1A F8"],
    ["nothing", ""],
    ["JSON that breaks off", '{"exchange":[{"tx":"010C"'],
    ["JSON without a dialogue", '{"what":"nothing"}'],
    ["an exchange that is none", '{"exchange":[null]}'],
    ["a command with a line end inside", '{"exchange":[{"tx":"01\\r0C","rx":">"}]}'],
  ])("refuses %s", (_, text) => {
    expect(() => [...elmReplay({ text, json: true })]).toThrow(/ELM_TRANSCRIPT_UNREADABLE/);
  });
});
