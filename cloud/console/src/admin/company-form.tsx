import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { useState } from "react";
import { answer, api } from "../api/http.ts";
import { PasswordField } from "../sign-in/password-field.tsx";
import { useTexts } from "../texts/texts.tsx";
import { Failure, SelectField, TextField, Wrong } from "./form-parts.tsx";
import { signOnQuery, useChange, type RoleView } from "./identity-queries.ts";
import { formatRules, parseRules } from "./role-rules.ts";
import { roleTitle } from "./role-words.ts";

/** The company's OpenID provider. */
export function CompanyForm({
  signOn: { settings, redirectUri, signOutUri, logoutUri },
  roles,
}: {
  readonly signOn: Schemas["SignOn"];
  readonly roles: readonly RoleView[];
}) {
  const texts = useTexts();
  const titles = new Map(roles.map((role) => [role.roleId, roleTitle(texts, role)]));
  const ids = new Map(roles.map((role) => [roleTitle(texts, role).toLowerCase(), role.roleId]));
  const [name, setName] = useState(settings?.name ?? "");
  const [issuer, setIssuer] = useState(settings?.issuer ?? "");
  const [clientId, setClientId] = useState(settings?.clientId ?? "");
  const [clientSecret, setClientSecret] = useState("");
  const [roleClaim, setRoleClaim] = useState(settings?.roleClaim ?? "");
  const [ruleText, setRuleText] = useState(formatRules(settings?.roleRules ?? [], titles));
  const [defaultRoleId, setDefaultRoleId] = useState(settings?.defaultRoleId ?? "");
  const [isOn, setIsOn] = useState(settings?.isOn ?? true);
  const [isTried, setIsTried] = useState(false);
  const parsed = parseRules(ruleText, ids);
  const rules = "rules" in parsed ? parsed.rules : undefined;
  const isKept = settings !== undefined && settings.issuer === issuer.trim();
  const isWhole = [name, issuer, clientId].every((value) => value.trim() !== "") && (clientSecret !== "" || isKept);
  const save = useChange(
    () =>
      answer<undefined>(
        api.POST("/api/v1/sign-on", {
          body: {
            name: name.trim(),
            issuer: issuer.trim(),
            clientId: clientId.trim(),
            roleRules: [...(rules ?? [])],
            isOn,
            ...(clientSecret === "" ? {} : { clientSecret }),
            ...(roleClaim.trim() === "" ? {} : { roleClaim: roleClaim.trim() }),
            ...(defaultRoleId === "" ? {} : { defaultRoleId }),
          },
        }),
      ),
    [signOnQuery.queryKey],
  );
  const remove = useChange(() => answer<undefined>(api.DELETE("/api/v1/sign-on")), [signOnQuery.queryKey]);
  return (
    <form
      className="wide-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsTried(true);
        if (isWhole && rules !== undefined) save.mutate(undefined, { onSuccess: () => setClientSecret("") });
      }}
    >
      <p className="quiet">{texts("signOn.companyHint")}</p>
      <dl className="uris">
        <dt>{texts("signOn.redirect")}</dt>
        <dd className="code">{redirectUri}</dd>
        <dt>{texts("signOn.afterwards")}</dt>
        <dd className="code">{signOutUri}</dd>
        <dt>{texts("signOn.logout")}</dt>
        <dd className="code">{logoutUri}</dd>
      </dl>
      <TextField id="so-name" label={texts("signOn.name")} hint={texts("signOn.nameHint")} value={name} onChange={setName} />
      <TextField id="so-issuer" type="url" label={texts("signOn.issuer")} hint={texts("signOn.issuerHint")} value={issuer} onChange={setIssuer} />
      <TextField id="so-client" label={texts("signOn.clientId")} value={clientId} onChange={setClientId} />
      <PasswordField
        id="so-secret"
        label={texts("signOn.clientSecret")}
        value={clientSecret}
        autoComplete="off"
        onChange={setClientSecret}
        {...(isKept ? { hint: texts("signOn.secretKept") } : {})}
      />
      <TextField id="so-claim" label={texts("signOn.claim")} hint={texts("signOn.claimHint")} value={roleClaim} onChange={setRoleClaim} />
      <div className="field">
        <label htmlFor="so-rules">{texts("signOn.rules")}</label>
        <textarea
          id="so-rules"
          value={ruleText}
          spellCheck={false}
          aria-invalid={isTried && rules === undefined}
          aria-describedby="so-rules-below"
          onChange={(event) => setRuleText(event.target.value)}
        />
        {isTried && "wrongLine" in parsed ? (
          <Wrong id="so-rules-below">{texts("signOn.ruleWrong", { line: parsed.wrongLine })}</Wrong>
        ) : (
          <p className="sub" id="so-rules-below">
            {texts("signOn.rulesHint", { roles: [...titles.values()].join(", ") })}
          </p>
        )}
      </div>
      <SelectField
        id="so-default"
        label={texts("signOn.default")}
        value={defaultRoleId}
        choices={[{ value: "", label: texts("signOn.nobody") }, ...roles.map((role) => ({ value: role.roleId, label: roleTitle(texts, role) }))]}
        onChange={setDefaultRoleId}
      />
      <label className="check">
        <input type="checkbox" checked={isOn} onChange={(event) => setIsOn(event.target.checked)} />
        <span>{texts("signOn.on")}</span>
      </label>
      {isTried && !isWhole && <Wrong>{texts("signOn.missing")}</Wrong>}
      <Failure error={save.error ?? remove.error} />
      <div role="status">{save.isSuccess && texts("signOn.saved")}</div>
      <div className="btns">
        <button type="submit" className="btn do">
          {texts("signOn.save")}
        </button>
        {settings !== undefined && (
          <button type="button" className="btn" onClick={() => remove.mutate(undefined)}>
            {texts("signOn.remove")}
          </button>
        )}
      </div>
    </form>
  );
}
