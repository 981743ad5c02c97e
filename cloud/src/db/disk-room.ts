/** Whether the server's disk had room when it was last written to. Every connection of a pool tells, and who watches the database asks. */
export class DiskRoom {
  #full: string | undefined;

  /** What the server said when it had no room; `undefined` while there is some. */
  get full(): string | undefined {
    return this.#full;
  }

  ranOut(detail: string): void {
    this.#full = detail;
  }

  found(): void {
    this.#full = undefined;
  }
}
