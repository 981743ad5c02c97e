import { useQuery } from "@tanstack/react-query";
import { Waiting } from "@drawbar/ui/waiting.tsx";
import { answer, api } from "../api/http.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { CompanyForm } from "./company-form.tsx";
import { Failure, PageHead } from "./form-parts.tsx";
import { factorsQuery, policyQuery, rolesQuery, signOnQuery, useChange } from "./identity-queries.ts";

/** What the fleet asks for at sign-in, and its company's provider. */
export function SignOnPage() {
  const texts = useTexts();
  const read = useQuery(signOnQuery);
  const { data: signOn } = read;
  const { data: roles } = useQuery(rolesQuery);
  usePageTitle(texts("signOn.title"));
  return (
    <>
      <PageHead title={texts("signOn.title")} summary={texts("signOn.summary")} />
      <Policy />
      <section className="reg" aria-labelledby="company-h">
        <header>
          <h2 id="company-h">{texts("signOn.company")}</h2>
        </header>
        {signOn === undefined || roles === undefined ? (
          <Unread of={read} reading={texts("signOn.reading")} failed={texts("signOn.failed")} minHeight={240} />
        ) : (
          <CompanyForm signOn={signOn} roles={roles.items} />
        )}
      </section>
    </>
  );
}

function Policy() {
  const texts = useTexts();
  const { data: policy } = useQuery(policyQuery);
  const change = useChange(
    (isSecondFactorRequired: boolean) => answer<undefined>(api.POST("/api/v1/sign-in-policy", { body: { isSecondFactorRequired } })),
    [policyQuery.queryKey, factorsQuery.queryKey, ["session"]],
  );
  const isRequired = policy?.isSecondFactorRequired;
  return (
    <section className="reg" aria-labelledby="factor-h">
      <header>
        <h2 id="factor-h">{texts("signOn.factor")}</h2>
      </header>
      {isRequired === undefined ? (
        <Waiting label={texts("signOn.reading")} minHeight={80} />
      ) : (
        <div className="wide-stack">
          <p role="status">{texts(isRequired ? "signOn.factorOn" : "signOn.factorOff")}</p>
          <Failure error={change.error} />
          <div>
            <button type="button" className="btn" onClick={() => change.mutate(!isRequired)}>
              {texts(isRequired ? "signOn.factorRelease" : "signOn.factorRequire")}
            </button>
          </div>
        </div>
      )}
    </section>
  );
}
