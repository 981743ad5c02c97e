/** Webhooks of other systems: a signed message becomes an event, once. */
import { v7 as uuidV7 } from "uuid";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { parseTenantId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { addEvents } from "../../events/event-outbox.ts";
import type { SecretBox } from "../../secrets/secret-box.ts";
import { failIntegration } from "./integration-errors.ts";
import { integrationLimits } from "./limits.ts";
import { ReceiverStore } from "./receiver-store.ts";
import { RefusalPace } from "./refusal-pace.ts";
import { newSecret, verifySigned } from "./webhook-signing.ts";
import type { ArrivalOutcome, RenewedSecret, WebhookArrival, WebhookReceiver } from "./webhook-types.ts";

export interface ReceiverServiceOptions {
  readonly database: Database;
  readonly secrets: SecretBox;
  readonly clock: Clock;
}

export interface ReceivedWebhook {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly contentType: string;
  readonly body: Buffer;
}

export class ReceiverService {
  readonly #options: ReceiverServiceOptions;
  readonly #receivers = new ReceiverStore();
  readonly #pace: RefusalPace;

  constructor(options: ReceiverServiceOptions) {
    this.#options = options;
    this.#pace = new RefusalPace(options.clock);
  }

  list(tenant: TenantId): Promise<readonly WebhookReceiver[]> {
    return this.#receivers.list(this.#options.database.of(tenant));
  }

  /** @returns the secret in plain; it cannot be had again. @throws DrawbarError `WEBHOOK_RECEIVER_NAME_TAKEN`, `WEBHOOK_ENDPOINTS_TOO_MANY`. */
  async add(tenant: TenantId, name: string): Promise<{ readonly receiverId: string; readonly secret: string }> {
    const receiverId = uuidV7();
    const secret = newSecret();
    const sealed = this.#options.secrets.seal(secret, purposeOf(receiverId));
    await this.#options.database.transaction(tenant, async (tx) => {
      const receivers = await this.#receivers.count(tx);
      if (receivers >= integrationLimits.receiversMax) throw failIntegration("WEBHOOK_ENDPOINTS_TOO_MANY", `the fleet has ${receivers} receivers already`);
      if (!(await this.#receivers.add(tx, { receiverId, name, sealed })))
        throw failIntegration("WEBHOOK_RECEIVER_NAME_TAKEN", `the fleet has a receiver "${name}" already`);
    });
    return { receiverId, secret };
  }

  /** @throws DrawbarError `WEBHOOK_RECEIVER_UNKNOWN`. */
  async remove(tenant: TenantId, receiverId: string): Promise<void> {
    if (!(await this.#receivers.remove(this.#options.database.of(tenant), receiverId))) throw unknownReceiver();
  }

  /** Messages to a paused receiver are refused, for their sender to try again. @throws DrawbarError `WEBHOOK_RECEIVER_UNKNOWN`. */
  async setPaused(tenant: TenantId, receiverId: string, isPaused: boolean): Promise<void> {
    if (!(await this.#receivers.setPaused(this.#options.database.of(tenant), receiverId, isPaused))) throw unknownReceiver();
  }

  /** @param overlapHours for how long messages that are signed with the old secret are taken too; 0 ends it at once. @throws DrawbarError `WEBHOOK_RECEIVER_UNKNOWN`. */
  async renewSecret(tenant: TenantId, receiverId: string, overlapHours: number): Promise<RenewedSecret> {
    const secret = newSecret();
    const sealed = this.#options.secrets.seal(secret, purposeOf(receiverId));
    const oldUntil = await this.#receivers.renewSecret(this.#options.database.of(tenant), receiverId, sealed, overlapHours);
    if (oldUntil === undefined) throw unknownReceiver();
    return { secret, oldUntil };
  }

  /** @throws DrawbarError `WEBHOOK_RECEIVER_UNKNOWN`. */
  async endOldSecret(tenant: TenantId, receiverId: string): Promise<void> {
    if (!(await this.#receivers.endOldSecret(this.#options.database.of(tenant), receiverId))) throw unknownReceiver();
  }

  /** The newest messages with what became of each, newest first. @throws DrawbarError `WEBHOOK_RECEIVER_UNKNOWN`. */
  async arrivals(tenant: TenantId, receiverId: string): Promise<readonly WebhookArrival[]> {
    const tx = this.#options.database.of(tenant);
    const arrivals = await this.#receivers.arrivals(tx, receiverId);
    if (arrivals.length === 0 && (await this.#receivers.find(tx, receiverId)) === undefined) throw unknownReceiver();
    return arrivals;
  }

  /**
   * A message from outside, by whoever knows the receiver's address. What proves its sender becomes an event in the same
   * transaction that remembers its id.
   *
   * @returns "known" for a message that came before.
   * @throws DrawbarError `WEBHOOK_RECEIVER_UNKNOWN`, `WEBHOOK_SIGNATURE_WRONG`, `WEBHOOK_BODY_UNREADABLE`, `WEBHOOK_RECEIVER_PAUSED`.
   */
  async receive(receiverId: string, message: ReceivedWebhook): Promise<"taken" | "known"> {
    const { database } = this.#options;
    const owner = await database.directory.oneOrNone<{ tenant_id: string }>(
      "webhook-receiver-tenant",
      "select tenant_id from directory.tenant_of_webhook_receiver($1)",
      [receiverId],
    );
    if (owner === undefined) throw unknownReceiver();
    const tenant = parseTenantId(owner.tenant_id);
    const outcome = await database.transaction(tenant, async (tx) => this.#take(tx, receiverId, message));
    if (outcome === "taken" || outcome === "known") return outcome;
    // Outside of the transaction, which the refusal must not undo.
    if (this.#pace.mayNote(receiverId)) await this.#receivers.note(database.of(tenant), receiverId, noteOf(message, outcome));
    throw refusalOf(outcome);
  }

  async #take(tx: TenantTransaction, receiverId: string, message: ReceivedWebhook): Promise<ArrivalOutcome> {
    const receiver = await this.#receivers.find(tx, receiverId);
    if (receiver === undefined) throw unknownReceiver();
    const verdict = verifySigned(this.#options.secrets, receiver, { purpose: purposeOf(receiverId), nowUs: this.#options.clock.wallUs() }, message);
    if (verdict !== "signed") return verdict;
    if (receiver.isPaused) return "paused";
    const body = textOf(message.body);
    if (body === undefined) return "unreadable";
    const outcome = (await this.#receivers.remember(tx, receiverId, message.id)) ? "taken" : "known";
    await this.#receivers.note(tx, receiverId, noteOf(message, outcome));
    if (outcome === "known") return outcome;
    const { id: messageId, contentType } = message;
    await addEvents(tx, [{ type: "webhook.received", subject: receiverId, body: { receiverId, receiver: receiver.name, messageId, contentType, body } }]);
    return outcome;
  }
}

function purposeOf(receiverId: string): string {
  return `receiver ${receiverId}`;
}

function noteOf({ id, body }: ReceivedWebhook, outcome: ArrivalOutcome) {
  return { messageId: id, outcome, bytes: body.length };
}

function textOf(body: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

function refusalOf(outcome: Exclude<ArrivalOutcome, "taken" | "known">): Error {
  switch (outcome) {
    case "unreadable":
      return failIntegration("WEBHOOK_BODY_UNREADABLE", "the body is no text in UTF-8");
    case "paused":
      return failIntegration("WEBHOOK_RECEIVER_PAUSED", "the fleet takes no messages here for now");
    case "signature-wrong":
    case "time-wrong":
      // One answer for both: it tells a stranger nothing about the secret.
      return failIntegration("WEBHOOK_SIGNATURE_WRONG", "the message is not signed with the receiver's secret, or its time is more than 5 minutes off");
  }
}

function unknownReceiver(): Error {
  return failIntegration("WEBHOOK_RECEIVER_UNKNOWN", "there is no such receiver of webhooks");
}
