import type { Keyring } from "../../platform/crypto/keyring.ts";
import type { Transaction } from "../../platform/postgres/database.ts";
import { serviceOf } from "../../programs/services.ts";
import { caseOfPerson, dayAt, type OnHandOver, type OnTick, readCase } from "../cases/index.ts";
import { recordService, takeBackSource } from "./store.ts";

/*
 * Services that follow from what is marked elsewhere anyway, in the same transaction. Which kind follows
 * from what is said in `common/services.json`.
 */

/** Somebody came to a shelter for whom a bed was held. Without a case they are counted without a name. */
export function onArrival({ keyring }: { readonly keyring: Keyring }) {
  return async (
    tx: Transaction,
    hold: {
      readonly id: string;
      readonly institutionId: string;
      readonly caseId: string | null;
      readonly personId: string | null;
      readonly timeZone: string;
    },
    { staffId, at }: { readonly staffId: string; readonly at: Date },
  ): Promise<void> => {
    const kind = serviceOf("hold_arrived");
    if (!kind) return;
    const { id, institutionId, caseId, personId, timeZone } = hold;
    const of = caseId
      ? await readCase(tx, keyring, caseId)
      : personId
        ? await caseOfPerson(tx, keyring, personId)
        : undefined;
    await recordService(tx, keyring, {
      ...{ kind, day: dayAt(at, timeZone), institutionId, staffId, source: `hold:${id}`, at },
      whom: of ? { kind: "case", case: of } : { kind: "nameless", people: 1, released: 0 },
    });
  };
}

/**
 * A member ticked a step of the route card, or took the tick back. What the person ticks themselves is no
 * service of the institution.
 */
export function onTick({ keyring }: { readonly keyring: Keyring }): OnTick {
  return async (tx, of, tick) => {
    const kind = serviceOf(`route_ticked.${tick.step}`);
    if (!kind) return;
    const source = `route:${of.id}:${tick.step}`;
    const { staffId, at, day } = tick;
    if (!tick.ticked) return takeBackSource(tx, source, { at, staffId });
    if (staffId === null) return;
    await recordService(tx, keyring, {
      ...{ kind, day, institutionId: of.institutionId, staffId, source, at },
      whom: { kind: "case", case: of },
    });
  };
}

/**
 * A case went over to another institution: for the one that gave it away that is a referral, on the day on
 * which it was taken. Between colleagues of one institution nobody is referred anywhere. A case that is
 * handed back later is a referral by the other one: what was done before was done.
 */
export function onHandOver({ keyring }: { readonly keyring: Keyring }): OnHandOver {
  return async (tx, taken, given) => {
    const kind = serviceOf("case_handed_over");
    if (!kind || taken.institutionId === given.institutionId) return;
    const { transferId, ...by } = given;
    await recordService(tx, keyring, {
      ...{ kind, ...by, source: `transfer:${transferId}` },
      whom: { kind: "case", case: taken },
    });
  };
}
