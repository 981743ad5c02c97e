/** OIDC: a company with a real Keycloak, from the settings page to signing out everywhere, driven in Chromium. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { buildConsole } from "@drawbar/console/build.ts";
import { startTestApi, type TestApi, type TestFleet } from "@drawbar/cloud/http/testing/test-api.ts";
import { hasChromium, launchChromium } from "../browser/chromium.ts";
import { startKeycloak, type Keycloak } from "../peers/keycloak.ts";
import type { Drill, DrillContext, DrillOutcome } from "./drill.ts";

export const drills: readonly Drill[] = [
  { id: "OIDC", title: "company sign-on with Keycloak in Chromium: settings, account and role at first sign-in, signing out here and there", run },
];

const tess = { username: "tess", password: "a password of the company", email: "tess@company.example", roles: ["workshop", "dispatch"] };
const realm = "company";
const secret = "a secret that only the two know";
/** What is promised of a session that ended elsewhere: looked at again with the next request, and while a page only listens. */
const endedMsMax = 15_000;

async function run({ print }: DrillContext): Promise<DrillOutcome> {
  if (!hasChromium()) throw new Error("no Chromium here");
  let [api, keycloak, browser]: [TestApi?, Keycloak?, Browser?] = [];
  const broken: string[] = [];
  const promise = (what: string, holds: boolean): void => {
    print(`${holds ? "holds" : "BROKEN"}: ${what}`);
    if (!holds) broken.push(what);
  };
  try {
    await buildConsole();
    api = await startTestApi({ allowInsecureIssuers: true });
    browser = await launchChromium();
    keycloak = await startKeycloak();
    print(`Keycloak answers after ${Math.round(keycloak.startedMs / 1_000)} s`);
    const origin = `http://localhost:${api.server.port}`;
    const fleet = await api.makeFleet("Group Brabant");
    const owner = await (await browser.newContext({ baseURL: origin })).newPage();
    await setUp(owner, fleet, keycloak);
    promise("an owner sets up company sign-on on the page, with the addresses that it shows", true);
    promise("the page does not show the secret again", !(await (await owner.request.get("/api/v1/sign-on")).text()).includes(secret));

    const context = await browser.newContext({ baseURL: origin });
    const page = await context.newPage();
    await signIn(page);
    promise("somebody new gets an account and the role of their group", (await roleOf(owner)) === "Technician");
    promise("and may do no more than that", !(await permissionsOf(page)).includes("fleet.change"));

    await page.locator(".me").click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Company sign-on" }).click();
    await page.locator("#username").waitFor();
    promise("signing out here signs out at Keycloak, which asks for the password again", true);

    await keycloak.setRoles(realm, tess.username, ["dispatch"]);
    await logIn(page);
    promise("the role follows the group at the next sign-in", (await roleOf(owner)) === "Maintenance planner");
    const elsewhere = await (await browser.newContext({ baseURL: origin })).newPage();
    await signIn(elsewhere);

    const endedMs = await signOutThere(context, page, print);
    promise(`signing out at Keycloak ends the session here within ${endedMsMax / 1_000} s: ${(endedMs / 1_000).toFixed(1)} s`, endedMs <= endedMsMax);
    promise("and only the one that came from it", (await permissionsOf(elsewhere)).length > 0);
  } finally {
    await browser?.close();
    await keycloak?.dispose();
    await api?.dispose();
  }
  return { value: broken.length, unit: "promises broken", must: "must<=0", holds: broken.length === 0 };
}

/** By keyboard, as somebody would who has both pages open. */
async function setUp(owner: Page, fleet: TestFleet, keycloak: Keycloak): Promise<void> {
  await owner.goto("/sign-in");
  await owner.getByLabel("E-mail").fill(fleet.email);
  await owner.getByLabel("Password", { exact: true }).fill(fleet.password);
  await owner.keyboard.press("Enter");
  await owner.getByRole("heading", { name: "Today", exact: true }).waitFor();
  await owner.goto("/admin/sign-on");
  await owner.locator(".uris dd").first().waitFor();
  const [redirectUri = "", signOutUri = "", logoutUri = ""] = await owner.locator(".uris dd").allInnerTexts();
  const issuer = await keycloak.addRealm(realm, { clientId: "drawbar", secret, redirectUri, signOutUri, logoutUri }, [tess]);
  const typed: readonly (readonly [string, string])[] = [
    ["so-name", "brabant"],
    ["so-issuer", issuer],
    ["so-client", "drawbar"],
    ["so-secret", secret],
    ["so-claim", "groups"],
  ];
  for (const [id, text] of typed) {
    await owner.locator(`#${id}`).focus();
    await owner.keyboard.type(text);
  }
  await owner.locator("#so-rules").focus();
  await owner.keyboard.type("workshop = Technician");
  await owner.keyboard.press("Enter");
  await owner.keyboard.type("dispatch = Maintenance planner");
  await owner.locator("#so-name").focus();
  await owner.keyboard.press("Enter");
  await owner.getByText("Saved.").waitFor();
}

async function signIn(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Company sign-on" }).click();
  await logIn(page);
}

/** On Keycloak's own page. */
async function logIn(page: Page): Promise<void> {
  await page.locator("#username").fill(tess.username);
  await page.locator("#password").fill(tess.password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Today", exact: true }).waitFor();
}

/** In another tab of the same browser. @returns after how many milliseconds the console's tab shows that it is over. */
async function signOutThere(context: BrowserContext, page: Page, print: DrillContext["print"]): Promise<number> {
  const there = await context.newPage();
  const settings = new URL((await page.request.get("/api/v1/session/sign-on/begin?name=brabant", { maxRedirects: 0 })).headers()["location"] ?? "");
  await there.goto(settings.href.replace(/\/auth\?.*$/, "/logout"));
  await there.locator("#kc-logout").click();
  await there.getByRole("heading", { name: /logged out/i }).waitFor();
  const startedAt = performance.now();
  while ((await page.request.get("/api/v1/session")).status() !== 401) {
    if (performance.now() - startedAt > endedMsMax) return Number.POSITIVE_INFINITY;
    await page.waitForTimeout(50);
  }
  print(`the next request is refused ${Math.round(performance.now() - startedAt)} ms after Keycloak's page says that it is done`);
  await page.getByLabel("E-mail").waitFor({ timeout: endedMsMax });
  return performance.now() - startedAt;
}

async function roleOf(owner: Page): Promise<string> {
  await owner.goto("/admin/users");
  const row = owner.getByRole("row", { name: new RegExp(tess.email) });
  return /Technician|Maintenance planner/.exec(await row.innerText())?.[0] ?? "neither";
}

async function permissionsOf(page: Page): Promise<readonly string[]> {
  const answer = await page.request.get("/api/v1/session");
  return answer.ok() ? ((await answer.json()) as { readonly permissions: readonly string[] }).permissions : []; // docs: Session
}
