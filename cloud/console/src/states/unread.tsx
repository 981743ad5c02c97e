import { Waiting } from "@drawbar/ui/waiting.tsx";
import { RegionError, type RegionErrorProps } from "./region-error.tsx";

export interface UnreadProps extends Pick<RegionErrorProps, "headingLevel"> {
  /** What is being read, or could not be. */
  readonly of: { readonly error: unknown; readonly errorUpdatedAt: number; refetch(): unknown };
  readonly reading: string;
  readonly failed: string;
  readonly lines?: number;
  readonly minHeight?: number;
}

/** What stands in a region that was not read yet: that it is being read, or why it could not be. */
export function Unread({ of, reading, failed, lines, minHeight, ...rest }: UnreadProps) {
  if (of.error !== null) return <RegionError title={failed} error={of.error} failedAtMs={of.errorUpdatedAt} onRetry={() => void of.refetch()} {...rest} />;
  return <Waiting label={reading} {...(lines === undefined ? {} : { lines })} {...(minHeight === undefined ? {} : { minHeight })} />;
}
