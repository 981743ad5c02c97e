/** What a customer's system sees of the event log: an endpoint of webhooks that notes each message, as Standard Webhooks asks of it. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

interface Seen {
  /** By `performance.now()`. */
  readonly firstAt: number;
  /** Each is one event; a message that comes again has the id that it had. */
  readonly ids: Set<string>;
}

export class EventEffects {
  readonly #server: Server;
  readonly #seen = new Map<string, Seen>();
  #repeated = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens on a loopback port and asks the API to send it what happens to vehicles. @param token that may administer. */
  static async subscribe(api: string, token: string): Promise<EventEffects> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        effects.#note(String(request.headers["webhook-id"]), Buffer.concat(parts).toString("utf8"));
        response.writeHead(204).end();
      });
    });
    const effects: EventEffects = new EventEffects(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo; // a TCP server's
    const response = await fetch(`${api}/webhooks`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ url: `http://127.0.0.1:${port}/`, topics: ["vehicle-lifecycle"] }),
    });
    if (response.status !== 201) throw new Error(`the endpoint was not taken: ${response.status} ${await response.text()}`);
    return effects;
  }

  /** Vehicles whose registration was told. */
  get told(): ReadonlyMap<string, Seen> {
    return this.#seen;
  }

  /** Messages that came again under their id, such as after a worker was killed before it noted the answer. */
  get repeated(): number {
    return this.#repeated;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #note(id: string, body: string): void {
    const { type, data } = JSON.parse(body) as { readonly type: string; readonly data: { readonly callSign?: string } }; // docs: CloudEvents
    if (!type.includes("vehicle.registered") || data.callSign === undefined) return;
    const seen = this.#seen.get(data.callSign) ?? { firstAt: performance.now(), ids: new Set() };
    this.#seen.set(data.callSign, seen);
    if (seen.ids.has(id)) this.#repeated += 1;
    seen.ids.add(id);
  }
}
