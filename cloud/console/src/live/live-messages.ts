/** What travels on the WebSocket. */
import type { SignalView, VehicleSummary } from "../api/types.ts";

export type Subscription = { readonly kind: "fleet" } | { readonly kind: "vehicle"; readonly vehicleId: string };

export interface LiveValue {
  readonly source: string;
  readonly value: number;
  /** Milliseconds since 1970, with fractions. */
  readonly at: number;
}

export type LiveMessage =
  | { readonly topic: "fleet"; readonly kind: "snapshot"; readonly vehicles: readonly VehicleSummary[] }
  | { readonly topic: "fleet"; readonly kind: "delta"; readonly vehicles: readonly (Partial<VehicleSummary> & { readonly vehicleId: string })[] }
  | { readonly topic: "vehicle"; readonly vehicleId: string; readonly kind: "snapshot"; readonly signals: readonly SignalView[] }
  | { readonly topic: "vehicle"; readonly vehicleId: string; readonly kind: "delta"; readonly values: readonly LiveValue[] };

/** @returns the message, or `undefined` for what this console does not know: a newer cloud may say more. */
export function parseLiveMessage(text: string): LiveMessage | undefined {
  const message = JSON.parse(text) as { readonly topic?: unknown; readonly kind?: unknown }; // the cloud sends objects only
  const name = `${String(message.topic)}/${String(message.kind)}`;
  return ["fleet/snapshot", "fleet/delta", "vehicle/snapshot", "vehicle/delta"].includes(name) ? (message as LiveMessage) : undefined; // of these four the rest is known
}

export function subscribeMessage(subscription: Subscription): string {
  return JSON.stringify(subscription.kind === "fleet" ? { subscribe: "fleet" } : { subscribe: "vehicle", vehicleId: subscription.vehicleId });
}

export function unsubscribeMessage(subscription: Subscription): string {
  return JSON.stringify(subscription.kind === "fleet" ? { unsubscribe: "fleet" } : { unsubscribe: "vehicle", vehicleId: subscription.vehicleId });
}

export function subscriptionKey(subscription: Subscription): string {
  return subscription.kind === "fleet" ? "fleet" : `vehicle/${subscription.vehicleId}`;
}

export function messageKey(message: LiveMessage): string {
  return message.topic === "fleet" ? "fleet" : `vehicle/${message.vehicleId}`;
}
