/** What is on its way between the parties. */
import type { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import type { LinkMessage } from "@drawbar/proto/link/messages.ts";

export interface Envelope {
  readonly from: string;
  readonly to: string;
  readonly message: LinkMessage;
}

export class Network {
  /** In the order in which it will come. */
  messages: Envelope[] = [];
  /** On a way so slow that a session, a restart, a restore may come in between. */
  late: Envelope[] = [];
  /** Most ranges ever seen in one message. */
  rangesSeenMax = 0;

  send(envelope: Envelope): void {
    this.#measure(envelope.message);
    this.messages.push(envelope);
  }

  /** Takes the message at `index` off its way. */
  take(index: number): Envelope | undefined {
    return this.messages.splice(index, 1)[0];
  }

  /** @param kind of message to hold up; any when absent. */
  delay(kind: LinkMessage["kind"] | undefined, random: SeededRandom): void {
    const found = random.pick(kind === undefined ? this.messages : this.messages.filter(({ message }) => message.kind === kind));
    if (found !== undefined) this.late.push(...this.messages.splice(this.messages.indexOf(found), 1));
  }

  /** One of the delayed messages is next. */
  arrive(random: SeededRandom): void {
    this.messages.unshift(...this.late.splice(random.below(this.late.length), 1));
  }

  /** Nothing of what is on its way will come. */
  lose(): void {
    this.messages = [];
    this.late = [];
  }

  #measure(message: LinkMessage): void {
    if (message.kind === "welcome")
      for (const { have, secured } of message.streams) this.rangesSeenMax = Math.max(this.rangesSeenMax, have.length, secured.length);
    if (message.kind === "mark") this.rangesSeenMax = Math.max(this.rangesSeenMax, message.stored.length, message.secured.length);
  }
}
