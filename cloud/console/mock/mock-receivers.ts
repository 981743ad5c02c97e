/** Other systems that send messages to the made-up fleet: one that is heard, one that signs with a wrong secret. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { mockSecret, type Answer, type Call } from "./mock-webhooks.ts";

type Receiver = Schemas["WebhookReceiver"];
type Arrival = Schemas["WebhookArrivalList"]["items"][number];

const idOf = (n: number): string => `018f6b00-0000-7000-9000-${String(n).padStart(12, "0")}`;

export class MockReceivers {
  readonly #receivers = new Map<string, { receiver: Receiver; readonly arrivals: readonly Arrival[] }>();
  #made = 0;

  constructor(nowMs: number) {
    const ago = (minutes: number): string => new Date(nowMs - minutes * 60_000).toISOString();
    this.#add("ERP", ago(60 * 24 * 40), [
      this.#arrival(ago(4), "taken", 812),
      this.#arrival(ago(4), "known", 812),
      this.#arrival(ago(60 * 5), "time-wrong", 640),
      this.#arrival(ago(60 * 26), "taken", 1_204),
    ]);
    this.#add("Workshop planner", ago(60 * 24), [this.#arrival(ago(22), "signature-wrong", 96), this.#arrival(ago(23), "signature-wrong", 96)]);
  }

  /** @returns undefined for a path that is not of receivers. */
  answer({ method, path, body }: Call): Answer | undefined {
    if (path === "/webhook-receivers" && method === "GET") {
      return { status: 200, body: { items: [...this.#receivers.values()].map(({ receiver, arrivals }) => ({ ...receiver, ...timesOf(arrivals) })) } };
    }
    if (path === "/webhook-receivers" && method === "POST") return this.#addByHand(String(body["name"]));
    const [, receiverId = "", part] = /^\/webhook-receivers\/([\w-]+)(?:\/([\w-]+))?$/.exec(path) ?? [];
    const entry = this.#receivers.get(receiverId);
    if (!path.startsWith("/webhook-receivers/")) return undefined;
    if (entry === undefined) return { status: 404, refusal: { code: "WEBHOOK_RECEIVER_UNKNOWN", detail: "there is no such receiver of webhooks" } };
    const { pausedAt: _paused, oldSecretUntil, ...receiver } = entry.receiver;
    const old = oldSecretUntil === undefined ? {} : { oldSecretUntil };
    const now = new Date().toISOString();
    switch (part) {
      case "arrivals":
        return { status: 200, body: { items: entry.arrivals } };
      case "pause":
        entry.receiver = { ...receiver, ...old, pausedAt: now };
        return { status: 204 };
      case "resume":
        entry.receiver = { ...receiver, ...old };
        return { status: 204 };
      case "old-secret":
        entry.receiver = receiver;
        return { status: 204 };
      case "secret": {
        const oldUntil = new Date(Date.now() + Number(body["overlapHours"]) * 3_600_000).toISOString();
        entry.receiver = { ...entry.receiver, secretMadeAt: now, oldSecretUntil: oldUntil };
        return { status: 201, body: { secret: mockSecret(), oldUntil } };
      }
      default:
        this.#receivers.delete(receiverId);
        return { status: 204 };
    }
  }

  #addByHand(name: string): Answer {
    if ([...this.#receivers.values()].some(({ receiver }) => receiver.name === name))
      return { status: 409, refusal: { code: "WEBHOOK_RECEIVER_NAME_TAKEN", detail: `the fleet has a receiver "${name}" already` } };
    return { status: 201, body: { receiverId: this.#add(name, new Date().toISOString(), []), secret: mockSecret() } };
  }

  #add(name: string, createdAt: string, arrivals: readonly Arrival[]): string {
    const receiverId = this.#nextId();
    this.#receivers.set(receiverId, { receiver: { receiverId, name, createdAt, secretMadeAt: createdAt }, arrivals });
    return receiverId;
  }

  #arrival(arrivedAt: string, outcome: Arrival["outcome"], bytes: number): Arrival {
    return { arrivalId: this.#nextId(), arrivedAt, messageId: `msg_2KWPBgLlAfxdpx2AI54pPJ85f4W${this.#made}`, outcome, bytes };
  }

  #nextId(): string {
    this.#made += 1;
    return idOf(this.#made);
  }
}

function timesOf(arrivals: readonly Arrival[]): Pick<Receiver, "takenAt" | "refusedAt"> {
  const isTaken = ({ outcome }: Arrival): boolean => outcome === "taken" || outcome === "known";
  const [taken, refused] = [arrivals.find(isTaken), arrivals.find((arrival) => !isTaken(arrival))];
  return { ...(taken === undefined ? {} : { takenAt: taken.arrivedAt }), ...(refused === undefined ? {} : { refusedAt: refused.arrivedAt }) };
}
