/** What comes before what on the page of today. */

/** From the most urgent on: a person may be in danger; many vehicles are cut off; what all rests on fails; the law is broken; then what can wait until later in the day. */
const order = ["stop-now", "depot-alone", "headquarters", "expired", "workshop", "silent", "import", "late", "expires-soon"] as const;
export type Urgency = (typeof order)[number];

/** @returns the most urgent; of several that are equally so, the one that stands first. */
export function firstOf<Item extends { readonly urgency: Urgency }>(items: readonly Item[]): Item | undefined {
  let first: Item | undefined;
  for (const item of items) if (first === undefined || order.indexOf(item.urgency) < order.indexOf(first.urgency)) first = item;
  return first;
}

/** @returns them from the most urgent on; equal ones as they stood. */
export function byUrgency<Item extends { readonly urgency: Urgency }>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((one, other) => order.indexOf(one.urgency) - order.indexOf(other.urgency));
}
