/** Bytes of the line to the text of one answer: prompts found, garbage dropped, length bounded. */
import { elmLimits } from "./limits.ts";

export interface GatheredAnswer {
  /** Without the prompt. */
  readonly text: string;
  readonly isBlank: boolean;
  readonly isTruncated: boolean;
}

const prompt = 0x3e;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;

export class AnswerGatherer {
  #text = "";
  #isBlank = true;
  #isTruncated = false;

  /** What has come since the last prompt. */
  get text(): string {
    return this.#text;
  }

  /** Whether that is blanks and line ends only. Asked with every byte that comes, so it must not look at the text. */
  get isBlank(): boolean {
    return this.#isBlank;
  }

  /**
   * @returns an answer for each prompt in the bytes.
   * Control characters and bytes above 126 are dropped: NUL comes by itself from the chip (data sheet, "Interface"),
   * the others from the radio.
   */
  accept(bytes: Uint8Array): readonly GatheredAnswer[] {
    const answers: GatheredAnswer[] = [];
    for (const byte of bytes) {
      if (byte === prompt) answers.push(this.take());
      else if ((byte >= 0x20 && byte < 0x7f) || byte === carriageReturn || byte === lineFeed) this.#add(byte);
    }
    return answers;
  }

  /** Ends the answer in progress without a prompt. */
  take(): GatheredAnswer {
    const answer = { text: this.#text, isBlank: this.#isBlank, isTruncated: this.#isTruncated };
    this.#text = "";
    this.#isBlank = true;
    this.#isTruncated = false;
    return answer;
  }

  #add(byte: number): void {
    if (byte > 0x20) this.#isBlank = false;
    if (this.#text.length < elmLimits.answerCharsMax) this.#text += String.fromCharCode(byte);
    else this.#isTruncated = true;
  }
}
