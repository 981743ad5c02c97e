/** Webhooks of other systems: a signed message becomes an event, once. */
import { Webhook } from "standardwebhooks";
import { v7 as uuidV7 } from "uuid";
import { parseTenantId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { addEvents } from "../../events/event-outbox.ts";
import { failIntegration } from "./integration-errors.ts";
import { integrationLimits } from "./limits.ts";
import type { SecretBox } from "../../secrets/secret-box.ts";
import { newSecret } from "./webhook-service.ts";
import type { WebhookReceiver } from "./webhook-types.ts";

export interface ReceiverServiceOptions {
  readonly database: Database;
  readonly secrets: SecretBox;
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

  constructor(options: ReceiverServiceOptions) {
    this.#options = options;
  }

  async list(tenant: TenantId): Promise<readonly WebhookReceiver[]> {
    const rows = await this.#options.database
      .of(tenant)
      .many<{ receiver_id: string; name: string; created_at: Date }>(
        "webhook-receivers",
        "select receiver_id, name, created_at from webhook_receiver where tenant_id = $1 order by name",
        [tenant],
      );
    return rows.map((row) => ({ receiverId: row.receiver_id, name: row.name, createdAt: row.created_at }));
  }

  /** @returns the secret in plain; it cannot be had again. @throws DrawbarError `WEBHOOK_RECEIVER_NAME_TAKEN`, `WEBHOOK_ENDPOINTS_TOO_MANY`. */
  async add(tenant: TenantId, name: string): Promise<{ readonly receiverId: string; readonly secret: string }> {
    const receiverId = uuidV7();
    const secret = newSecret();
    const sealed = this.#options.secrets.seal(secret, `receiver ${receiverId}`);
    await this.#options.database.transaction(tenant, async (tx) => {
      const { receivers } = await tx.one<{ receivers: string }>(
        "webhook-receiver-count",
        "select count(*) as receivers from webhook_receiver where tenant_id = $1",
        [tenant],
      );
      if (Number(receivers) >= integrationLimits.receiversMax)
        throw failIntegration("WEBHOOK_ENDPOINTS_TOO_MANY", `the fleet has ${receivers} receivers already`);
      const added = await tx.count(
        "webhook-receiver-add",
        `insert into webhook_receiver (tenant_id, receiver_id, name, secret_sealed) values ($1, $2, $3, $4)
         on conflict on constraint webhook_receiver_name_unique do nothing`,
        [tenant, receiverId, name, sealed],
      );
      if (added === 0) throw failIntegration("WEBHOOK_RECEIVER_NAME_TAKEN", `the fleet has a receiver "${name}" already`);
    });
    return { receiverId, secret };
  }

  /** @throws DrawbarError `WEBHOOK_RECEIVER_UNKNOWN`. */
  async remove(tenant: TenantId, receiverId: string): Promise<void> {
    const removed = await this.#options.database
      .of(tenant)
      .count("webhook-receiver-remove", "delete from webhook_receiver where tenant_id = $1 and receiver_id = $2", [tenant, receiverId]);
    if (removed === 0) throw unknownReceiver();
  }

  /**
   * A message from outside, by whoever knows the receiver's address. What proves its sender becomes an event in the same
   * transaction that remembers its id.
   *
   * @returns "known" for a message that came before.
   * @throws DrawbarError `WEBHOOK_RECEIVER_UNKNOWN`, `WEBHOOK_SIGNATURE_WRONG`, `WEBHOOK_BODY_UNREADABLE`.
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
    return database.transaction(tenant, async (tx) => {
      const name = await this.#verify(tx, receiverId, message);
      const body = textOf(message.body);
      const fresh = await tx.count(
        "webhook-received",
        `insert into webhook_received (tenant_id, receiver_id, message_id) values ($1, $2, $3)
         on conflict on constraint webhook_received_key do nothing`,
        [tenant, receiverId, message.id],
      );
      if (fresh === 0) return "known";
      const { id: messageId, contentType } = message;
      await addEvents(tx, [{ type: "webhook.received", subject: receiverId, body: { receiverId, receiver: name, messageId, contentType, body } }]);
      return "taken";
    });
  }

  /** @returns the receiver's name. */
  async #verify(tx: TenantTransaction, receiverId: string, { id, timestamp, signature, body }: ReceivedWebhook): Promise<string> {
    const row = await tx.oneOrNone<{ name: string; secret_sealed: Buffer }>(
      "webhook-receiver",
      "select name, secret_sealed from webhook_receiver where tenant_id = $1 and receiver_id = $2",
      [tx.tenantId, receiverId],
    );
    if (row === undefined) throw unknownReceiver();
    const webhook = new Webhook(this.#options.secrets.open(row.secret_sealed, `receiver ${receiverId}`));
    try {
      webhook.verify(body, { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature }, { jsonParse: false });
    } catch (error) {
      throw failIntegration("WEBHOOK_SIGNATURE_WRONG", "the message is not signed with the receiver's secret, or its time is more than 5 minutes off", {
        cause: error,
      });
    }
    return row.name;
  }
}

function textOf(body: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch (error) {
    throw failIntegration("WEBHOOK_BODY_UNREADABLE", "the body is no text in UTF-8", { cause: error });
  }
}

function unknownReceiver(): Error {
  return failIntegration("WEBHOOK_RECEIVER_UNKNOWN", "there is no such receiver of webhooks");
}
