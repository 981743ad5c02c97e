/**
 * Who was revoked, as headquarters said last: asked for while the link stands, kept on the disk, believed while the
 * depot is alone. Only a list that the tenant's authority signed counts, and only one that is newer than the one held.
 */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { cloudHub } from "@drawbar/proto/link/holder-options.ts";
import { decodeRevocationsReply, encodeRevocationsRequest } from "@drawbar/proto/wire/revocations.ts";
import { linkPaths } from "@drawbar/runtime/link-grpc/link-service.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { readRevocationList, type RevocationList } from "@drawbar/runtime/tls/revocation-list.ts";
import type { Uplink } from "@drawbar/runtime/uplink/uplink.ts";

export interface RevocationsOptions {
  /** Where the list is kept. */
  readonly directory: string;
  /** PEM of the tenant's authority. */
  readonly authority: string;
  readonly uplink: Pick<Uplink, "ask">;
  /** There is another list: connections of those whom it names end. */
  readonly onChanged: () => void;
  readonly log: Logger;
}

/** What became of a list that came in. */
export type TakenList = "taken" | "known" | "older" | "foreign" | "malformed";

const fileName = "revocations.crl";
/** With the cloud's own pace somebody who was revoked is turned away within half a minute. */
const askMs = 20_000;
const nothing = new Uint8Array(0);

export class Revocations implements Part {
  readonly name = "revocations";
  readonly #options: RevocationsOptions;
  #list: RevocationList | undefined;
  /** Not on the disk yet. */
  #unsaved: Uint8Array | undefined;
  #trouble: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #asking: Promise<void> | undefined;

  constructor(options: RevocationsOptions) {
    this.#options = options;
  }

  /** With the list of before the restart, however old. */
  async start(): Promise<void> {
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => void this.ask(), askMs);
    this.#timer.unref();
    await this.#load();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** @param serial lower-case hex digits. */
  isRevoked(serial: string): boolean {
    return this.#list?.serials.has(serial) ?? false;
  }

  /** `asOf`: when headquarters signed the list; absent before the first one. */
  report(): { readonly certificates: number; readonly asOf: string | undefined; readonly trouble: string | undefined } {
    const asOf = this.#list === undefined ? undefined : new Date(this.#list.number).toISOString();
    return { certificates: this.#list?.serials.size ?? 0, asOf, trouble: this.#trouble };
  }

  /** Asks headquarters now, when it is linked. Never rejects; what goes wrong is in the report, and asked again. */
  ask(): Promise<void> {
    return (this.#asking ??= this.#ask().finally(() => (this.#asking = undefined)));
  }

  /** @param bytes CertificateList in DER. @throws what the file system throws. */
  async take(bytes: Uint8Array): Promise<TakenList> {
    const { authority, log, onChanged } = this.#options;
    const read = await readRevocationList(bytes, authority);
    if (read.kind !== "list") return read.kind;
    const held = this.#list;
    if (held !== undefined && read.list.number <= held.number) return read.list.number === held.number ? "known" : "older";
    // In force before it is kept: a full disk is no reason to let a stolen vehicle in.
    this.#list = read.list;
    this.#unsaved = bytes;
    log.info({ certificates: read.list.serials.size, asOf: this.report().asOf }, "revocations changed");
    onChanged();
    await this.#save();
    return "taken";
  }

  async #save(): Promise<void> {
    const bytes = this.#unsaved;
    if (bytes === undefined) return;
    const { directory } = this.#options;
    const file = path.join(directory, fileName);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(`${file}.new`, bytes, { mode: 0o600, flush: true });
    await rename(`${file}.new`, file);
    if (this.#unsaved === bytes) this.#unsaved = undefined;
  }

  async #load(): Promise<void> {
    const { authority, directory } = this.#options;
    let bytes: Uint8Array;
    try {
      bytes = await readFile(path.join(directory, fileName));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return; // none yet
      // Vehicles are served all the same: a depot that does not start turns away everybody.
      return this.#note(`the kept list cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
    const read = await readRevocationList(bytes, authority);
    if (read.kind === "list") this.#list = read.list;
    else this.#note(`the kept list is ${read.kind}`);
  }

  async #ask(): Promise<void> {
    try {
      await this.#save();
      const request = encodeRevocationsRequest({ hash: this.#list?.hash ?? nothing });
      const answer = await this.#options.uplink.ask(cloudHub, linkPaths.revocations, request);
      if (answer === undefined) return; // alone: what is held counts
      const { list } = decodeRevocationsReply(answer);
      const taken = list.length === 0 ? "known" : await this.take(list);
      this.#note(taken === "known" || taken === "taken" ? undefined : `headquarters' list is ${taken}`);
    } catch (error) {
      this.#note(error instanceof Error ? error.message : String(error));
    }
  }

  #note(trouble: string | undefined): void {
    if (trouble !== undefined && trouble !== this.#trouble) this.#options.log.warn({ trouble }, "revocations are not known anew");
    this.#trouble = trouble;
  }
}
