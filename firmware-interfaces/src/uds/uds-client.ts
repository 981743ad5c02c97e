/** Reads from one control unit by UDS. It cannot write, control or unlock anything: no such request is ever made. */
import type { DiagnosticLink } from "../diagnostics/diagnostic-link.ts";
import { parseExtendedData, parseSnapshots, type TroubleCodeExtendedData, type TroubleCodeSnapshots } from "./trouble-code-records.ts";
import {
  parseIdentifiers,
  parseSession,
  parseTesterPresent,
  parseTroubleCodeCount,
  parseTroubleCodes,
  type SessionTimes,
  type TroubleCodeCount,
  type TroubleCodeList,
  type UdsAnswer,
} from "./uds-answers.ts";
import {
  defaultSessionRequest,
  everyRecord,
  readIdentifiersRequest,
  supportedTroubleCodesRequest,
  testerPresentRequest,
  troubleCodeRecordsRequest,
  troubleCodesByStatusRequest,
} from "./uds-requests.ts";

/** What came of a question. */
export type UdsOutcome<Value> =
  | UdsAnswer<Value>
  /** The unit did not answer in time. */
  | { readonly kind: "silent" }
  /** What carries the question failed; `why` is for people. */
  | { readonly kind: "failed"; readonly why: string };

export interface UdsClientOptions {
  readonly link: DiagnosticLink;
  /** Of the control unit, such as 0x7E0. */
  readonly requestId: number;
  /** Bytes of values, by data identifier: needed where one answer holds several. */
  readonly identifierLengths?: ReadonlyMap<number, number>;
  /** Bytes of extended data records, by record number. */
  readonly recordLengths?: ReadonlyMap<number, number>;
}

const anyStatus = 0xff;
const defaultSession = 0x01;

export class UdsClient {
  readonly #options: UdsClientOptions;
  readonly #identifierLengths: ReadonlyMap<number, number>;
  readonly #recordLengths: ReadonlyMap<number, number>;

  constructor(options: UdsClientOptions) {
    this.#options = options;
    this.#identifierLengths = options.identifierLengths ?? new Map();
    this.#recordLengths = options.recordLengths ?? new Map();
  }

  /**
   * Service 0x22. A unit leaves out identifiers that it does not know, and refuses when it knows none.
   *
   * @throws DrawbarError `UDS_REQUEST_IMPOSSIBLE`, as a rejection.
   */
  async readIdentifiers(identifiers: readonly number[]): Promise<UdsOutcome<ReadonlyMap<number, Uint8Array>>> {
    return this.#ask(readIdentifiersRequest(identifiers), (payload) => parseIdentifiers(payload, identifiers, this.#identifierLengths));
  }

  /** Service 0x19, report 0x01. @param statusMask codes with at least one of these status bits count. */
  async countTroubleCodes(statusMask = anyStatus): Promise<UdsOutcome<TroubleCodeCount>> {
    return this.#ask(troubleCodesByStatusRequest("countByStatus", statusMask), parseTroubleCodeCount);
  }

  /** Service 0x19, report 0x02. @param statusMask codes with at least one of these status bits are listed. */
  async readTroubleCodes(statusMask = anyStatus): Promise<UdsOutcome<TroubleCodeList>> {
    return this.#ask(troubleCodesByStatusRequest("byStatus", statusMask), (payload) => parseTroubleCodes(payload, "byStatus"));
  }

  /** Service 0x19, report 0x0A: every code that the unit can store. */
  async readSupportedTroubleCodes(): Promise<UdsOutcome<TroubleCodeList>> {
    return this.#ask(supportedTroubleCodesRequest(), (payload) => parseTroubleCodes(payload, "supported"));
  }

  /** Service 0x19, report 0x04: the surroundings when the fault appeared. */
  async readSnapshots(dtc: number, record: number = everyRecord): Promise<UdsOutcome<TroubleCodeSnapshots>> {
    return this.#ask(troubleCodeRecordsRequest("snapshot", dtc, record), (payload) => parseSnapshots(payload, this.#identifierLengths));
  }

  /** Service 0x19, report 0x06: the unit's own counters of the fault. */
  async readExtendedData(dtc: number, record: number = everyRecord): Promise<UdsOutcome<TroubleCodeExtendedData>> {
    return this.#ask(troubleCodeRecordsRequest("extendedData", dtc, record), (payload) => parseExtendedData(payload, record, this.#recordLengths));
  }

  /** Service 0x3E. */
  async testerPresent(): Promise<UdsOutcome<undefined>> {
    return this.#ask(testerPresentRequest(), parseTesterPresent);
  }

  /** Service 0x10, default session: whatever another tester has opened is closed. */
  async enterDefaultSession(): Promise<UdsOutcome<SessionTimes>> {
    return this.#ask(defaultSessionRequest(), (payload) => parseSession(payload, defaultSession));
  }

  async #ask<Value>(payload: Uint8Array, parse: (payload: Uint8Array) => UdsAnswer<Value>): Promise<UdsOutcome<Value>> {
    const outcome = await this.#options.link.request({ target: { kind: "physical", requestId: this.#options.requestId }, payload });
    if (outcome.kind !== "answered") return outcome;
    const [answer] = outcome.answers;
    return answer === undefined ? { kind: "silent" } : parse(answer.payload);
  }
}
