export const attributeTypes = ["text", "number", "date", "choice", "yes-no"] as const;
export type AttributeType = (typeof attributeTypes)[number];

/** One thing that a fleet notes of each vehicle. */
export interface AttributeField {
  /** Stable name for programs; values are kept under it. */
  readonly key: string;
  readonly label: string;
  readonly type: AttributeType;
  readonly isRequired: boolean;
  /** Of a number. */
  readonly unit?: string | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Of a text. */
  readonly maxLength?: number | undefined;
  /** Of a choice. */
  readonly choices?: readonly string[] | undefined;
}

export interface AttributeSchema {
  /** 0 before there was any. */
  readonly version: number;
  /** In the order of forms. */
  readonly fields: readonly AttributeField[];
}

export type AttributeValue = string | number | boolean;
/** By key of the field. */
export type Attributes = Readonly<Record<string, AttributeValue>>;
