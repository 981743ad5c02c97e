/**
 * An event as a Kafka message: CloudEvents in binary mode, so that consumers can choose by headers without parsing.
 *
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
 */
import { Kafka } from "cloudevents";
import { parseTenantId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import { toCloudEvent, typePrefix } from "../envelope.ts";
import type { DeliveredEvent, LoggedEvent } from "../event-log.ts";
import { topicOf, type EventTopic } from "../event-types.ts";
import type { KafkaMessage, ReceivedMessage } from "./kafka-client.ts";

const sourceForm = /^\/fleets\/([0-9a-f-]{36})$/;
const versionEnding = /\.v[0-9]+$/;
const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @returns undefined for a type that this release does not know: it has no topic. */
export function toKafkaMessage(event: LoggedEvent, nameOf: (topic: EventTopic) => string): KafkaMessage | undefined {
  const topic = topicOf(event.type);
  if (topic === undefined) return undefined;
  const { headers } = Kafka.binary(toCloudEvent(event));
  const given: Record<string, string> = {};
  // The library writes a header for every attribute that it knows, also for absent ones.
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) given[name] = String(value);
  return { topic: nameOf(topic), key: event.subject, value: event.body, headers: given };
}

/** @returns undefined for what is no event of ours; a topic may be written by others, too. */
export function fromKafkaMessage(message: ReceivedMessage): DeliveredEvent | undefined {
  const { headers, value } = message;
  const { ce_id: id = "", ce_type: cloudType = "", ce_source: source = "", ce_subject: subject = "", ce_time: time = "" } = headers;
  const tenant = tenantOf(source);
  const type = cloudType.startsWith(typePrefix) ? cloudType.slice(typePrefix.length).replace(versionEnding, "") : "";
  const topic = topicOf(type);
  const occurredAt = new Date(time);
  if (tenant === undefined || topic === undefined || !uuidForm.test(id) || Number.isNaN(occurredAt.getTime()) || !isJson(value)) return undefined;
  return { tenant, id, type, topic, subject, occurredAt, body: value, position: `${message.topic}/${message.partition}/${message.offset}` };
}

function tenantOf(source: string): TenantId | undefined {
  const id = sourceForm.exec(source)?.[1];
  return id === undefined || !uuidForm.test(id) ? undefined : parseTenantId(id);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
