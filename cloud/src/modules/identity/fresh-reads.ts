/**
 * Shares reads without ever answering from the past. Of a key one read is under way at a time; who asks meanwhile gets the
 * next one, which begins after they asked. So a credential that was revoked is gone for every request that comes later,
 * and a caller with many requests at once costs one read instead of many.
 */
export class FreshReads<Value> {
  readonly #read: (key: string) => Promise<Value>;
  /** Keys being read, each with the read that begins when the present one has ended; no more of them than open requests. */
  readonly #underWay = new Map<string, { next: Promise<Value> | undefined; now: Promise<unknown> }>();

  constructor(read: (key: string) => Promise<Value>) {
    this.#read = read;
  }

  /** @returns what is true at some moment after this call. Rejects when its read does. */
  read(key: string): Promise<Value> {
    const underWay = this.#underWay.get(key);
    if (underWay === undefined) return this.#begin(key);
    underWay.next ??= underWay.now.then(() => this.#begin(key));
    return underWay.next;
  }

  #begin(key: string): Promise<Value> {
    const value = this.#read(key);
    const entry: { next: Promise<Value> | undefined; now: Promise<unknown> } = { next: undefined, now: Promise.resolve() };
    const end = (): void => {
      if (entry.next === undefined) this.#underWay.delete(key);
    };
    entry.now = value.then(end, end);
    this.#underWay.set(key, entry);
    return value;
  }
}
