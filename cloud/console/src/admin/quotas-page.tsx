import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { answer, api } from "../api/http.ts";
import { AsOf } from "../frame/offline-banner.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { formatBytes } from "../keeping/amount-words.ts";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";

type Quota = Schemas["Quota"];

const quotasQuery = queryOptions({
  queryKey: ["quotas"],
  queryFn: async ({ signal }) => (await answer<Schemas["QuotaList"]>(api.GET("/api/v1/quotas", { signal }))).items,
  refetchInterval: 30_000,
});

/** From here on a person should look: there is little left. */
const nearShare = 0.9;

/** What may the fleet use, and how much is left? */
export function QuotasPage() {
  const texts = useTexts();
  usePageTitle(texts("quotas.title"));
  const read = useQuery(quotasQuery);
  const { data: quotas } = read;
  const near = (quotas ?? []).filter((quota) => shareOf(quota) >= nearShare).length;
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>
            {texts("quotas.title")} <AsOf />
          </h1>
          {quotas !== undefined && (
            <p>
              {texts("quotas.summary", { near })} {texts("quotas.who")}
            </p>
          )}
        </div>
      </div>
      <section className="reg" aria-label={texts("quotas.title")}>
        {quotas === undefined ? (
          <Unread of={read} reading={texts("quotas.reading")} failed={texts("quotas.failed")} minHeight={240} />
        ) : (
          <QuotaTable quotas={quotas} />
        )}
      </section>
    </>
  );
}

function QuotaTable({ quotas }: { readonly quotas: readonly Quota[] }) {
  const texts = useTexts();
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={texts("quotas.table")}>
      <table className="t compact plain" aria-label={texts("quotas.title")}>
        <thead>
          <tr>
            <th scope="col">{texts("quotas.quota")}</th>
            <th scope="col">{texts("quotas.share")}</th>
            <th scope="col" className="num">
              {texts("quotas.used")}
            </th>
            <th scope="col" className="num">
              {texts("quotas.most")}
            </th>
          </tr>
        </thead>
        <tbody>
          {quotas.map((quota) => {
            const amount = (value: number): string => (quota.kind === "storageBytes" ? formatBytes(value) : formatNumber(value, 0, texts.locale));
            return (
              <tr key={quota.kind}>
                <th scope="row">
                  <b>{texts(`quotas.${quota.kind}`)}</b>
                  <span className="flag-meaning">{quota.meaning}</span>
                </th>
                <td>
                  <Share quota={quota} />
                </td>
                <td className="num">{amount(quota.used)}</td>
                <td className="num">{amount(quota.most)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Share({ quota }: { readonly quota: Quota }) {
  const texts = useTexts();
  const share = shareOf(quota);
  const text = texts("quotas.percent", { percent: formatNumber(Math.floor(share * 100), 0, texts.locale) });
  if (share < nearShare) return text;
  const isFull = share >= 1;
  return (
    <span className="st">
      <Glyph name={isFull ? "stop" : "warn"} level={isFull ? "stop" : "warn"} /> {texts(isFull ? "quotas.full" : "quotas.near", { share: text })}
    </span>
  );
}

function shareOf({ used, most }: Quota): number {
  return most === 0 ? 1 : used / most;
}
