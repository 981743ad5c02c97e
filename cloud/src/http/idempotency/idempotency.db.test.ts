import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { openDatabase } from "../../db/database.ts";
import { startTestApi, type TestApi, type TestFleet } from "../testing/test-api.ts";
import { KeyRemoval } from "./key-removal.ts";
import { idempotencyLimits } from "./limits.ts";
import { RequestDatabase } from "./request-database.ts";

let api: TestApi;
let fleet: TestFleet;
let headers: { readonly authorization: string };

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => api.dispose());
beforeEach(async () => {
  fleet = await api.makeFleet();
  headers = await fleet.headers();
});

function post(url: string, payload: object, key: string, by: object = headers) {
  return api.app.inject({ method: "POST", url: `/api/v1${url}`, headers: { ...by, "idempotency-key": key }, payload });
}

async function vehicles(): Promise<readonly string[]> {
  const { rows } = await api.db.admin.query<{ call_sign: string }>("select call_sign from drawbar.vehicle where tenant_id = $1 order by 1", [fleet.tenantId]);
  return rows.map((row) => row.call_sign);
}

/** Holds registering vehicles back inside the database until `release`. */
async function holdVehicles() {
  const client = await api.db.admin.connect();
  await client.query("begin; lock table drawbar.vehicle in share mode");
  return async () => {
    await client.query("commit");
    client.release();
  };
}

async function waitingBackends(): Promise<readonly number[]> {
  return vi.waitFor(async () => {
    const { rows } = await api.db.admin.query<{ pid: number }>(
      "select pid from pg_stat_activity where wait_event_type = 'Lock' and usename = 'drawbar_app' and query like '%insert into vehicle%'",
    );
    if (rows.length === 0) throw new Error("nothing waits yet");
    return rows.map(({ pid }) => pid);
  }, 30_000);
}

describe("a request that is sent again with its key", () => {
  test("is answered as the first time and carried out once", async () => {
    const key = randomUUID();
    const first = await post("/vehicles", { callSign: "TR 1" }, key);
    const again = await post("/vehicles", { callSign: "TR 1" }, key);

    expect([first.statusCode, again.statusCode, again.headers["idempotency-replayed"]]).toEqual([201, 201, "true"]);
    expect([again.body, again.headers.location, again.headers["content-type"]]).toEqual([first.body, first.headers.location, first.headers["content-type"]]);
    expect(first.headers).not.toHaveProperty("idempotency-replayed");
    expect(await vehicles()).toEqual(["TR 1"]);
  });

  test("is refused with another body, address or precondition", async () => {
    const key = randomUUID();
    await post("/vehicles", { callSign: "TR 1" }, key);

    for (const answer of [
      await post("/vehicles", { callSign: "TR 2" }, key),
      await post("/runs", { callSign: "TR 1", log: { name: "a.log" } }, key),
      await post("/vehicles", { callSign: "TR 1" }, key, { ...headers, "if-match": '"x"' }),
    ])
      expect([answer.statusCode, answer.json().code]).toEqual([422, "IDEMPOTENCY_KEY_REUSED"]);
    expect(await vehicles()).toEqual(["TR 1"]);
  });

  test("repeats a refusal, too, and leaves nothing of it", async () => {
    await fleet.addVehicle("TR 1");
    const key = randomUUID();
    const first = await post("/vehicles", { callSign: "TR 1" }, key);
    await api.app.inject({ method: "DELETE", url: `/api/v1/vehicles/${await idOf("TR 1")}`, headers });
    const again = await post("/vehicles", { callSign: "TR 1" }, key);

    expect([first.statusCode, again.statusCode, again.json().code]).toEqual([409, 409, "CALL_SIGN_TAKEN"]);
    expect(await vehicles()).toEqual([]);
  });

  test("means nothing to another caller or tenant with the same key", async () => {
    const key = randomUUID();
    const theirs = await api.makeFleet("Theirs");
    await post("/vehicles", { callSign: "TR 1" }, key);

    expect((await post("/vehicles", { callSign: "TR 1" }, key, await fleet.headers())).json().code).toBe("CALL_SIGN_TAKEN");
    expect((await post("/vehicles", { callSign: "TR 1" }, key, await theirs.headers())).statusCode).toBe(201);
  });

  test("works on a route whose service is not in one transaction", async () => {
    const key = randomUUID();
    const first = await post("/tokens", { name: "script", scopes: ["read"] }, key);
    const again = await post("/tokens", { name: "script", scopes: ["read"] }, key);

    expect([first.statusCode, again.body]).toEqual([201, first.body]);
  });

  test("with a key that is too short, too long or not visible ASCII is refused", async () => {
    for (const key of ["short", "x".repeat(129), "has a space in the middle"]) {
      const answer = await post("/vehicles", { callSign: "TR 1" }, key);
      expect([answer.statusCode, answer.json().code]).toEqual([400, "IDEMPOTENCY_KEY_MALFORMED"]);
    }
    expect(await vehicles()).toEqual([]);
  });
});

describe("twins at the same time", () => {
  test("are carried out once: the later ones are told to ask again", async () => {
    const release = await holdVehicles();
    const key = randomUUID();
    const first = post("/vehicles", { callSign: "TR 1" }, key);
    await waitingBackends();
    const twins = await Promise.all(Array.from({ length: 20 }, async () => post("/vehicles", { callSign: "TR 1" }, key)));
    await release();

    expect(new Set(twins.map((twin) => `${twin.statusCode} ${twin.json().code} ${twin.headers["retry-after"]}`))).toEqual(
      new Set(["409 IDEMPOTENCY_IN_PROGRESS 1"]),
    );
    expect((await first).statusCode).toBe(201);
    expect((await post("/vehicles", { callSign: "TR 1" }, key)).json()).toEqual((await first).json());
    expect(await vehicles()).toEqual(["TR 1"]);
  });

  test("in any order leave one vehicle", async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 30 }, async () => post("/vehicles", { callSign: "TR 1" }, key)));

    expect(answers.filter(({ statusCode }) => statusCode !== 201 && statusCode !== 409)).toEqual([]);
    expect(new Set(answers.filter(({ statusCode }) => statusCode === 201).map(({ body }) => body)).size).toBe(1);
    expect(await vehicles()).toEqual(["TR 1"]);
  });
});

describe("a request whose connection to the database is cut", () => {
  test("did nothing, and is carried out when it is sent again", async () => {
    const release = await holdVehicles();
    const key = randomUUID();
    const cut = post("/vehicles", { callSign: "TR 1" }, key);
    for (const pid of await waitingBackends()) await api.db.admin.query("select pg_terminate_backend($1)", [pid]);
    await release();

    const failed = await cut;
    expect([failed.statusCode, failed.json().retryable, failed.headers.location]).toEqual([503, true, undefined]);
    expect(await vehicles()).toEqual([]);
    expect((await post("/vehicles", { callSign: "TR 1" }, key)).statusCode).toBe(201);
    expect(await vehicles()).toEqual(["TR 1"]);
  });

  test("outside one transaction is never carried out a second time when nobody knows what it did", async () => {
    const key = randomUUID();
    await post("/tokens", { name: "script", scopes: ["read"] }, key);
    await api.db.admin.query("update drawbar.idempotency_key set status = null, answer = null, held_until = now() - interval '1 s' where tenant_id = $1", [
      fleet.tenantId,
    ]);
    const again = await post("/tokens", { name: "script", scopes: ["read"] }, key);

    expect([again.statusCode, again.json().code]).toEqual([409, "IDEMPOTENCY_OUTCOME_UNKNOWN"]);
  });
});

describe("what is kept", () => {
  test("shows neither key nor answer to who reads the database", async () => {
    const key = randomUUID();
    const { token } = (await post("/tokens", { name: "script", scopes: ["read"] }, key)).json<{ token: string }>();
    const { rows } = await api.db.admin.query<{ row: string }>("select i::text as row from drawbar.idempotency_key i where tenant_id = $1", [fleet.tenantId]);

    expect(rows).toHaveLength(1);
    for (const secret of [key, token]) {
      expect(rows[0]?.row).not.toContain(secret);
      expect(rows[0]?.row).not.toContain(Buffer.from(secret).toString("hex")); // as bytea is shown
    }
  });

  test("is removed after 30 days, a bounded number at a time, and not before", async () => {
    await api.db.admin.query(
      `insert into drawbar.idempotency_key (tenant_id, key_hash, request_hash, created_at)
       select $1, sha256(n::text::bytea), sha256('r'), now() - make_interval(days => case when n <= $2 then 32 else 30 end) from generate_series(1, $2::int + 5) n`,
      [fleet.tenantId, idempotencyLimits.removedPerTurn + 1],
    );
    let monoUs = 1;
    const removal = new KeyRemoval({ database: api.db.worker, monoUs: () => monoUs });
    const turns = [await removal.turn(fleet.tenantId), await removal.turn(fleet.tenantId), await removal.turn(fleet.tenantId)];
    monoUs += idempotencyLimits.removalMs * 1_000;

    expect([...turns, await removal.turn(fleet.tenantId)]).toEqual([idempotencyLimits.removedPerTurn, 1, 0, 0]);
    const { rows } = await api.db.admin.query("select 1 from drawbar.idempotency_key where tenant_id = $1", [fleet.tenantId]);
    expect(rows).toHaveLength(5);
  });
});

describe("a database of one request", () => {
  test("joins statements and transactions of whatever is called; what fails inside undoes only itself", async () => {
    const database = new RequestDatabase(api.db.app);
    const add = (callSign: string, into = database.of(fleet.tenantId)) =>
      into.count("test-vehicle-again", "insert into vehicle (tenant_id, vehicle_id, call_sign) values ($1, $2, $3)", [fleet.tenantId, randomUUID(), callSign]);
    const work = database.asOne(fleet.tenantId, async () => {
      await Promise.all([add("A"), add("B"), add("C")]);
      await expect(add("A")).rejects.toThrow("duplicate");
      await database.transaction(fleet.tenantId, async (tx) => {
        await add("D", tx);
        await add("E");
      });
      await expect(
        database.transaction(fleet.tenantId, async (tx) => {
          await add("F", tx);
          throw new Error("given up");
        }),
      ).rejects.toThrow("given up");
      expect(await vehicles()).toEqual([]); // seen from outside
    });
    await work;
    expect(await vehicles()).toEqual(["A", "B", "C", "D", "E"]);
  });

  test("asks the directory on the connection that it has, so that as many requests as connections do not wait for each other", async () => {
    const inner = openDatabase({ url: api.db.appUrl, applicationName: "test-one", connectionsMax: 2 });
    const database = new RequestDatabase(inner);
    try {
      const all = [1, 2].map(async () =>
        database.asOne(fleet.tenantId, async () => {
          await database.of(fleet.tenantId).many("", "select pg_sleep(0.05)", []); // both have their connection now
          return database.directory.many<{ tenant_id: string }>("test-tenants", "select tenant_id from directory.tenants()", []);
        }),
      );
      for (const tenants of await Promise.all(all)) expect(tenants.map((row) => row.tenant_id)).toContain(fleet.tenantId);
    } finally {
      await database.close();
    }
  });

  test("leaves nothing when its work throws, and lets other tenants' statements be", async () => {
    const database = new RequestDatabase(api.db.app);
    const other = await api.makeFleet("Other");
    const work = database.asOne(fleet.tenantId, async () => {
      for (const { tenantId } of [fleet, other])
        await database
          .of(tenantId)
          .count("test-vehicle-again", "insert into vehicle (tenant_id, vehicle_id, call_sign) values ($1, $2, $3)", [tenantId, randomUUID(), "X"]);
      throw new Error("given up");
    });
    await expect(work).rejects.toThrow("given up");

    expect(await vehicles()).toEqual([]);
    expect((await api.app.inject({ url: "/api/v1/vehicles", headers: await other.headers() })).json().items).toHaveLength(1);
  });
});

async function idOf(callSign: string): Promise<string> {
  const { rows } = await api.db.admin.query<{ vehicle_id: string }>("select vehicle_id from drawbar.vehicle where tenant_id = $1 and call_sign = $2", [
    fleet.tenantId,
    callSign,
  ]);
  return rows[0]?.vehicle_id ?? "";
}
