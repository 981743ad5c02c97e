import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { Segmented } from "@drawbar/ui/segmented.tsx";
import { asApiError } from "../api/api-error.ts";
import { answer, api } from "../api/http.ts";
import { AsOf } from "../frame/offline-banner.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { useBeat } from "../live/live-context.tsx";
import { Unread } from "../states/unread.tsx";
import type { TextId } from "../texts/en.ts";
import { useTexts } from "../texts/texts.tsx";

type Flag = Schemas["Flag"];

const flagsQuery = queryOptions({
  queryKey: ["flags"],
  queryFn: async ({ signal }) => (await answer<Schemas["FlagList"]>(api.GET("/api/v1/flags", { signal }))).items,
});

/** What is switched on for this fleet? */
export function FlagsPage() {
  const texts = useTexts();
  usePageTitle(texts("flags.title"));
  const read = useQuery(flagsQuery);
  const { data: flags } = read;
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>
            {texts("flags.title")} <AsOf />
          </h1>
          <p>{texts("flags.summary")}</p>
        </div>
      </div>
      <section className="reg" aria-label={texts("flags.title")}>
        {flags === undefined ? (
          <Unread of={read} reading={texts("flags.reading")} failed={texts("flags.failed")} minHeight={120} />
        ) : (
          <div className="scroll">
            <table className="t compact plain" aria-label={texts("flags.title")}>
              <thead>
                <tr>
                  <th scope="col">{texts("flags.feature")}</th>
                  <th scope="col">{texts("flags.stands")}</th>
                  <th scope="col" className="wide">
                    {texts("flags.changed")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {flags.map((flag) => (
                  <FlagRow key={flag.flag} flag={flag} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </>
  );
}

function FlagRow({ flag }: { readonly flag: Flag }) {
  const texts = useTexts();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (variant: string) => answer<undefined>(api.PUT("/api/v1/flags/{flagId}", { params: { path: { flagId: flag.flag } }, body: { variant } })),
    onSettled: () => client.invalidateQueries({ queryKey: flagsQuery.queryKey }),
  });
  const changedMs = flag.changedAt === undefined ? undefined : Date.parse(flag.changedAt);
  const changed = useBeat((nowMs) => (changedMs === undefined ? texts("flags.never") : formatMoment(changedMs, nowMs)), "second");
  return (
    <tr>
      <th scope="row">
        <b>{flag.title}</b>
        <span className="flag-meaning">{flag.meaning}</span>
      </th>
      <td>
        <Segmented
          label={flag.title}
          segments={flag.variants.map((variant) => ({ value: variant, label: variantText(variant, texts) }))}
          value={change.isPending ? change.variables : flag.variant}
          onPick={(variant) => {
            if (variant !== flag.variant && !change.isPending) change.mutate(variant);
          }}
        />
        <div role="status">{change.error !== null && <p>{texts("flags.notChanged", { detail: asApiError(change.error).message })}</p>}</div>
      </td>
      <td className="wide">{changed}</td>
    </tr>
  );
}

const variantTexts: Readonly<Record<string, TextId>> = { on: "flags.on", off: "flags.off", kept: "flags.kept", "left-out": "flags.leftOut" };

/** A variant that came with a newer cloud is shown by its name. */
function variantText(variant: string, texts: ReturnType<typeof useTexts>): string {
  const id = variantTexts[variant];
  return id === undefined ? variant : texts(id);
}
