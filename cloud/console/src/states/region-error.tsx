import { WarningCircleIcon } from "@phosphor-icons/react/dist/csr/WarningCircle";
import { useState, type ReactNode } from "react";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { asApiError, type ApiError } from "../api/api-error.ts";
import { useBeat } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";

/** A region that failed is read again by itself after so long. */
export const nextTryMs = 30_000;

export interface RegionErrorProps {
  readonly title: string;
  readonly error: unknown;
  /** When the failure happened, milliseconds since 1970: the next try counts from it. */
  readonly failedAtMs: number;
  readonly onRetry: () => void;
  /** What still holds. Without it, the cloud's own words. */
  readonly children?: ReactNode;
  /** A second way out beside "Try again". */
  readonly more?: ReactNode;
  readonly headingLevel?: 2 | 3;
}

/** Only the failed region: what failed, what still holds, the next try, code and reference. */
export function RegionError({ title, error, failedAtMs, onRetry, children, more, headingLevel = 3 }: RegionErrorProps) {
  const texts = useTexts();
  const apiError = asApiError(error);
  const wait = useBeat(() => formatAge(Math.max(0, Math.ceil((failedAtMs + nextTryMs - Date.now()) / 1_000) * 1_000)), "second");
  const Heading = headingLevel === 2 ? "h2" : "h3";
  return (
    <div className="fail" role="alert">
      <span className="stop">
        <WarningCircleIcon className="i" aria-hidden="true" />
      </span>
      <div>
        <Heading>{title}</Heading>
        <p>{children ?? (apiError.code === "NETWORK_UNREACHABLE" ? texts("fail.unreachable") : apiError.message)}</p>
        <div className="btns">
          <button type="button" className="btn" onClick={onRetry}>
            {texts("fail.again")}
          </button>
          {more}
        </div>
        <p className="sub">
          {/* not announced every second: the alert is the title */}
          <span aria-hidden="true">{texts("fail.next", { age: wait })} </span>
          <Reference error={apiError} />
        </p>
      </div>
    </div>
  );
}

function Reference({ error }: { readonly error: ApiError }) {
  const texts = useTexts();
  const [isCopied, setIsCopied] = useState(false);
  const text = `${error.code} ${error.requestId ?? ""} ${new Date().toISOString()} ${location.pathname}`;
  return (
    <>
      <span className="code">{error.code}</span>
      {error.requestId !== undefined && <>, {texts.rich("fail.reference", { reference: <span className="code">{error.requestId.slice(0, 13)}</span> })}</>}{" "}
      <button type="button" className="tall" onClick={() => void navigator.clipboard.writeText(text).then(() => setIsCopied(true))}>
        {texts(isCopied ? "fail.copied" : "fail.copy")}
      </button>
    </>
  );
}
