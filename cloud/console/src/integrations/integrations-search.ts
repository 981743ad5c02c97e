/** What the address of the page holds: which endpoint, which of its deliveries, and which one is open. */
export interface IntegrationsSearch {
  readonly endpoint?: string | undefined;
  readonly show?: DeliveryState | undefined;
  readonly delivery?: string | undefined;
}

export const deliveryStates = ["waiting", "delivered", "dead"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Takes from an address what makes sense. */
export function parseIntegrationsSearch(search: Readonly<Record<string, unknown>>): IntegrationsSearch {
  const show = deliveryStates.find((each) => each === search["show"]);
  const [endpoint, delivery] = [text(search["endpoint"]), text(search["delivery"])];
  return { ...(endpoint === undefined ? {} : { endpoint }), ...(show === undefined ? {} : { show }), ...(delivery === undefined ? {} : { delivery }) };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && /^[0-9a-f-]{36}$/.test(value) ? value : undefined;
}
