import type { TenantTransaction } from "../../db/tenant-transaction.ts";

export const importKindNames = ["vehicles"] as const;
export type ImportKindName = (typeof importKindNames)[number];

/** The words that end with -ing are steps of the worker, but for `uploading`, which is the caller's. */
export const importStates = ["uploading", "reading", "unreadable", "read", "checking", "checked", "applying", "applied", "undoing", "undone"] as const;
export type ImportState = (typeof importStates)[number];

/** What a cell turned out to be for its column. */
export type CellReading =
  | { readonly kind: "value"; readonly value: string; readonly warning?: Fault | undefined }
  | { readonly kind: "bad"; readonly fault: Fault };

export interface Fault {
  /** Stable word for programs. */
  readonly code: string;
  /** A sentence for people. */
  readonly message: string;
}

/** A column that things of a kind have. */
export interface ImportColumn {
  readonly key: string;
  readonly label: string;
  /** How files call it, in lower-case letters and digits only. */
  readonly words: readonly string[];
  readonly isRequired: boolean;
  /** No two rows may have the same value. */
  readonly isUnique: boolean;
  /** @param text trimmed, not empty. */
  read(text: string): CellReading;
  /** A value as a person reads it; absent where that is the value itself. */
  show?(value: string): string;
}

/** A row whose cells are all good. */
export interface ImportRow {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly values: Readonly<Record<string, string>>;
}

/** error: the row is left out; warning: it is made all the same; kept: an undo left what was made of it. */
export type FindingSeverity = "error" | "warning" | "kept";

export interface Finding extends Fault {
  readonly row: number;
  /** Key of the column; empty when it is about the whole row. */
  readonly field: string;
  readonly severity: FindingSeverity;
  readonly value: string;
}

export interface MadeThing {
  readonly row: number;
  readonly thingId: string;
  readonly written: Readonly<Record<string, string>>;
}

/** A thing that is there already. */
export interface Standing {
  readonly thingId: string;
  /** What people call it. */
  readonly name: string;
  /** By key of the column, as `read` gives them. */
  readonly values: Readonly<Record<string, string>>;
}

/** Values by key of the column; `null` where there is none. */
export type PlannedValues = Readonly<Record<string, string | null>>;

/** What a row does to a thing that is there. Both sides have the same keys. */
export interface PlannedChange {
  readonly row: number;
  readonly thingId: string;
  readonly name: string;
  readonly before: PlannedValues;
  readonly after: PlannedValues;
}

/** A change, and all values that the thing has when it is made. */
export interface HeldChange extends PlannedChange {
  readonly next: Readonly<Record<string, string>>;
}

/** How things of a kind that are there are changed. */
export interface ChangesOfKind {
  /** What an entry of the audit trail says of each. */
  readonly audited: { readonly action: string; readonly subject: string };
  /** By the value that each has of a unique column. */
  find(tx: TenantTransaction, key: string, values: readonly string[]): Promise<ReadonlyMap<string, Standing>>;
  /** By id, and nobody else changes them until the transaction ends. */
  hold(tx: TenantTransaction, thingIds: readonly string[]): Promise<ReadonlyMap<string, Standing>>;
  /** What keeps things from their new values, an error each. @param isBack whether an import is undone: what follows on what is not asked then. */
  faults(tx: TenantTransaction, changes: readonly PlannedChange[], isBack: boolean): Promise<readonly Finding[]>;
  /** Of things that are held, and without fault. */
  write(tx: TenantTransaction, changes: readonly HeldChange[]): Promise<void>;
}

export const plannedOutcomes = ["new", "changed", "same", "error"] as const;
/** What becomes of a row: something new, a change, nothing since all is so already, or it is left out. */
export type PlannedOutcome = (typeof plannedOutcomes)[number];

export interface PlannedRow {
  readonly row: number;
  readonly outcome: PlannedOutcome;
  readonly thingId?: string | undefined;
  /** What the thing is called, or the row would call it. */
  readonly name: string;
  readonly before: PlannedValues;
  readonly after: PlannedValues;
  /** Stands for the thing as the dry run saw it. */
  readonly version?: string | undefined;
}

/** What can be imported. The domain that owns the things implements it; imports know nothing but columns and rows. */
export interface ImportKind {
  /** Of the tenant: a fleet may have columns of its own. */
  columnsOf(tx: TenantTransaction): Promise<readonly ImportColumn[]>;
  /** Rows that the fleet has no room for beside what is there: an error each. */
  findTaken(tx: TenantTransaction, rows: readonly ImportRow[]): Promise<readonly Finding[]>;
  /** Makes what is not taken. What is, since the check, comes back as an error. */
  make(tx: TenantTransaction, rows: readonly ImportRow[]): Promise<{ readonly made: readonly MadeThing[]; readonly findings: readonly Finding[] }>;
  /** Called once after all were made, in their transaction. @throws DrawbarError `QUOTA_EXCEEDED`. */
  checkQuota(tx: TenantTransaction): Promise<void>;
  /** Takes away what nobody has changed and nothing hangs on. @returns what stays, and why. */
  takeBack(tx: TenantTransaction, made: readonly MadeThing[]): Promise<readonly Finding[]>;
  readonly changes: ChangesOfKind;
}

export type ImportKinds = Readonly<Record<ImportKindName, ImportKind>>;

/** What a file turned out to be. */
export interface SheetFacts {
  readonly format: "csv" | "xlsx";
  readonly encoding?: string;
  readonly separator?: string;
  readonly headers: readonly string[];
  readonly samples: readonly (readonly string[])[];
  readonly proposed: ColumnMapping;
}

/** Key of a kind's column to the index of the file's. */
export type ColumnMapping = Readonly<Record<string, number>>;

export interface Import {
  readonly importId: string;
  readonly kind: ImportKindName;
  readonly fileName: string;
  readonly state: ImportState;
  readonly problem?: string | undefined;
  readonly sheet?: SheetFacts | undefined;
  readonly mapping?: ColumnMapping | undefined;
  /** The unique column by which things that are there are found and changed; without one they are errors. */
  readonly updateBy?: string | undefined;
  readonly fileRows: number;
  readonly rowsDone: number;
  readonly rowsBad: number;
  readonly rowsWarned: number;
  readonly rowsMade: number;
  readonly rowsChanged: number;
  readonly rowsSame: number;
  readonly rowsKept: number;
  readonly createdAt: Date;
  readonly changedAt: Date;
}
