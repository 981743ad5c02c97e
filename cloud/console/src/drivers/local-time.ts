/** @returns an instant as a field for date and time holds it, in the browser's zone. */
export function toLocalField(atMs: number): string {
  const minutes = new Date(atMs).getTimezoneOffset();
  return new Date(atMs - minutes * 60_000).toISOString().slice(0, 16);
}

/** @returns the instant in a field for date and time; `undefined` for an empty one. */
export function ofLocalField(value: string): string | undefined {
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? undefined : new Date(atMs).toISOString();
}
