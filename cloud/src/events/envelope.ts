/** An event as CloudEvents 1.0: what leaves this system, over Kafka and as webhooks. */
import { CloudEvent } from "cloudevents";
import type { LoggedEvent } from "./event-log.ts";
import { eventTypes, isEventType } from "./event-types.ts";

export const typePrefix = "com.drawbar.";

/**
 * @param event of a type that this release knows; one of another has no version and no schema.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export function toCloudEvent(event: LoggedEvent): CloudEvent<unknown> {
  const known = isEventType(event.type) ? eventTypes[event.type] : undefined;
  // Checked where it was made: its form is ours, and the library's check costs more than all the rest.
  return new CloudEvent(
    {
      id: event.id,
      source: `/fleets/${event.tenant}`,
      type: `${typePrefix}${event.type}${known === undefined ? "" : `.v${known.version}`}`,
      subject: event.subject,
      time: event.occurredAt.toISOString(),
      datacontenttype: "application/json",
      ...(known === undefined ? {} : { dataschema: `urn:drawbar:event:${event.type}:${known.version}` }),
      /** Extension "Partitioning": events with one key stay in order. */
      partitionkey: event.subject,
      data: JSON.parse(event.body) as unknown,
    },
    false,
  );
}
