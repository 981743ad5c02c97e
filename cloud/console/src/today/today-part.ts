import type { ReactNode } from "react";
import type { Urgency } from "./urgency.ts";

/** One thing that needs a look. */
export interface TodayItem {
  readonly key: string;
  readonly urgency: Urgency;
  /** The glyph of the vocabulary, when it has one for this. */
  readonly mark?: ReactNode;
  readonly who: string;
  /** Who is named by a number plate or a code rather than by words. */
  readonly isPlate?: boolean;
  readonly what: ReactNode;
  readonly whatMore?: ReactNode;
  readonly when: string;
  readonly whenMore?: string;
  /** The link to its place. */
  readonly way: (className: string, children: ReactNode) => ReactNode;
}

/** One region of the page: what is in it, or why that is not known. */
export interface TodayPart {
  /** Absent until it was read once. */
  readonly items: readonly TodayItem[] | undefined;
  /** More than these, when there are more than were read. */
  readonly hasMore?: boolean;
  readonly count?: number;
  readonly error: unknown;
  readonly failedAtMs: number;
  readonly onRetry: () => void;
  /** Said in place of an empty list. */
  readonly calm: string;
}
