import type { EventTopic } from "../../events/event-types.ts";

export const deliveryStates = ["waiting", "delivered", "dead"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Where events of some topics are sent to. */
export interface WebhookEndpoint {
  readonly endpointId: string;
  readonly url: string;
  readonly description: string;
  readonly topics: readonly EventTopic[];
  readonly createdAt: Date;
  readonly pausedAt?: Date | undefined;
  readonly secretMadeAt: Date;
  /** While the secret before signs, too. */
  readonly oldSecretUntil?: Date | undefined;
  readonly waiting: number;
  readonly dead: number;
  /** Events that were not queued, since too many waited. */
  readonly skipped: number;
  readonly deliveredAt?: Date | undefined;
}

/** One event on its way to one endpoint. */
export interface WebhookDelivery {
  readonly deliveryId: string;
  readonly eventId: string;
  readonly type: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly createdAt: Date;
  /** Of a delivery that waits. */
  readonly nextAt?: Date | undefined;
  readonly endedAt?: Date | undefined;
  readonly lastStatus?: number | undefined;
  readonly lastFailure?: string | undefined;
}

export interface WebhookAttempt {
  readonly sentAt: Date;
  readonly elapsedMs: number;
  readonly status?: number | undefined;
  readonly failure?: string | undefined;
  readonly answer: string;
}

/** What a worker has taken on. */
export interface DueDelivery {
  readonly deliveryId: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly body: string;
  /** This one included, from 1. */
  readonly attempts: number;
  readonly url: string;
  readonly secrets: SealedSecrets;
}

/** Of an endpoint or a receiver; both count while a secret is being changed. */
export interface SealedSecrets {
  readonly sealed: Buffer;
  readonly oldSealed?: Buffer | undefined;
}

/** What a person gets who changes a secret; the secret cannot be had again. */
export interface RenewedSecret {
  readonly secret: string;
  /** The one before does not count from then on. */
  readonly oldUntil: Date;
}

/** Of another system, from which signed messages come. */
export interface WebhookReceiver {
  readonly receiverId: string;
  readonly name: string;
  readonly createdAt: Date;
  /** Since when a person has it refuse everything. */
  readonly pausedAt?: Date | undefined;
  readonly secretMadeAt: Date;
  readonly oldSecretUntil?: Date | undefined;
  readonly takenAt?: Date | undefined;
  readonly refusedAt?: Date | undefined;
}

export const arrivalOutcomes = ["taken", "known", "paused", "signature-wrong", "time-wrong", "unreadable"] as const;
export type ArrivalOutcome = (typeof arrivalOutcomes)[number];

/** One message that came to a receiver, and what became of it. */
export interface WebhookArrival {
  readonly arrivalId: string;
  readonly arrivedAt: Date;
  /** As the sender says. */
  readonly messageId: string;
  readonly outcome: ArrivalOutcome;
  readonly bytes: number;
}
