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
  readonly secretSealed: Buffer;
}

/** Of another system, from which signed messages come. */
export interface WebhookReceiver {
  readonly receiverId: string;
  readonly name: string;
  readonly createdAt: Date;
}
