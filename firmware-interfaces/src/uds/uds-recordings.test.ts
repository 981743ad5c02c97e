/** Answers of real vehicles, OBDb: what another logger wrote down, read by our ISO-TP and UDS. */
import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import type { CanFrame } from "../can/can-frame.ts";
import { matchAnswer } from "../diagnostics/answer-match.ts";
import { IsoTpObserver } from "../isotp/observer.ts";
import { parseIdentifiers } from "./uds-answers.ts";
import { readIdentifiersRequest } from "./uds-requests.ts";

const folder = recordingsFolder();

describe.skipIf(folder === undefined)("service 0x22 of real vehicles (set DRAWBAR_DATA to the folder of recordings)", () => {
  it.each([
    ["ford_f150", { answered: 5_758, unrelated: 0, none: 0 }],
    // In 243 the logger lost or cut a frame, or ran two into one line; none of them comes out as a shorter message.
    ["hyundai_ioniq5", { answered: 6_859, unrelated: 0, none: 243 }],
  ])("of %s is read as the identifier that was asked for", (vehicle, expected) => {
    const found = { answered: 0, unrelated: 0, none: 0 };
    for (const { identifier, frames } of dialogues(vehicle)) {
      const observer = new IsoTpObserver({ addressBytesOf: () => 0 });
      const messages = frames.flatMap((frame) => observer.accept(frame, 0)).flatMap((heard) => (heard.kind === "message" ? [heard.payload] : []));
      const request = readIdentifiersRequest([identifier]);
      const answers = messages.filter((payload) => matchAnswer(request, payload) === "final");
      const read = answers.filter((payload) => {
        const answer = parseIdentifiers(payload, [identifier], new Map());
        return answer.kind === "answered" && answer.value.get(identifier)?.length === payload.length - 3;
      });
      if (read.length > 0 && read.length === answers.length) found.answered++;
      else if (messages.length > 0) found.unrelated++;
      else found.none++;
    }
    expect(found).toEqual(expected);
  });
});

interface Dialogue {
  readonly identifier: number;
  readonly frames: readonly CanFrame[];
}

function dialogues(vehicle: string): Dialogue[] {
  return Buffer.from(recording(`obd/obdb/${vehicle}/responses.jsonl.gz`))
    .toString()
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => {
      const { command_id: command, response } = JSON.parse(line) as { command_id: string; response: string }; // the file's shape, see its README
      // Such as `720.728.226185|f=-2015`: the identifiers, then the request.
      const identifier = /\.22([0-9A-F]{4})(\||$)/.exec(command)?.[1];
      if (identifier === undefined) return [];
      return [{ identifier: Number.parseInt(identifier, 16), frames: response.split("\n").flatMap(frameOf) }];
    });
}

/** Echoes and prompts of the logger are no frames. */
function frameOf(line: string): CanFrame[] {
  const digits = line.replaceAll(/\s/g, "");
  if (!/^[0-9A-F]{5,19}$/.test(digits) || digits.length % 2 === 0) return [];
  return [{ id: Number.parseInt(digits.slice(0, 3), 16), extended: false, data: new Uint8Array(Buffer.from(digits.slice(3), "hex")), atUs: 0 }];
}
