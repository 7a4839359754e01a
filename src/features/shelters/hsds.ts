import { createHash } from "node:crypto";
import { z } from "zod";
import type { Column, Row } from "./row.ts";

/**
 * The register as HSDS 3.1 JSON: services with their organization, location, phones, schedules and
 * capacities. What HSDS has no field for goes under names of our own beside its fields.
 */
const words = z.string().nullish();
const figure = z.number().nullish();

const capacity = z.looseObject({
  id: z.string(),
  unit: z.looseObject({ name: z.string(), identifier: words }),
  available: z.number(),
  maximum: figure,
  updated: words,
  description: words,
  occupied: figure,
  out_of_use: figure,
  held: figure,
  funded: figure,
  confirm_every: figure,
});

const service = z.looseObject({
  id: z.string(),
  name: z.string(),
  minimum_age: figure,
  maximum_age: figure,
  assured_date: words,
  organization: z.looseObject({ legal_status: words }).nullish(),
  phones: z.array(z.looseObject({ number: z.string() })).default([]),
  schedules: z.array(z.looseObject({ description: words, attending_type: words })).default([]),
  required_documents: z.array(z.looseObject({ document: words })).default([]),
  service_at_locations: z
    .array(
      z.looseObject({
        location: z.looseObject({
          latitude: figure,
          longitude: figure,
          addresses: z
            .array(z.looseObject({ address_1: words, city: words, state_province: words }))
            .default([]),
        }),
      }),
    )
    .min(1),
  service_capacities: z.array(capacity).min(1),
});
export const hsdsFile = z.array(service);
type Service = z.infer<typeof service>;

/** Fields of our own on a service, called as the columns of a table. */
const OWN = [
  "call_first",
  "bring",
  "police_certificate",
  "fluorography",
  "sober",
  "region_only",
  "longest_stay_days",
  "source",
  "source_as_of",
  "demonstration",
] as const satisfies readonly Column[];

const INTAKE = "intake";

/** Services as lines of a table, one for each capacity. */
export function rowsFromHsds(services: readonly Service[]): Row[] {
  return services.flatMap((one) => {
    const location = one.service_at_locations[0]?.location;
    const address = location?.addresses[0];
    const hours = one.schedules.find(({ attending_type }) => attending_type !== INTAKE);
    const intake = one.schedules.find(({ attending_type }) => attending_type === INTAKE);
    const place = filled({
      service_id: one.id,
      name: one.name,
      organization_type: one.organization?.legal_status,
      region: address?.state_province,
      city: address?.city,
      address_1: address?.address_1,
      latitude: location?.latitude,
      longitude: location?.longitude,
      phone: one.phones.map(({ number }) => number).join("; "),
      schedule: hours?.description,
      intake_schedule: intake?.description,
      required_document: one.required_documents[0]?.document,
      minimum_age: one.minimum_age,
      maximum_age: one.maximum_age,
      assured_date: one.assured_date,
      ...Object.fromEntries(OWN.map((name) => [name, one[name]])),
    });
    return one.service_capacities.map((beds) => ({
      ...place,
      ...filled({
        capacity_id: beds.id,
        unit: beds.unit.identifier ?? beds.unit.name,
        maximum: beds.maximum ?? beds.available,
        occupied: takenOf(beds),
        out_of_use: beds.out_of_use,
        held: beds.held,
        funded: beds.funded,
        updated: beds.updated,
        confirm_every: beds.confirm_every,
        description: beds.description,
      }),
    }));
  });
}

/** A file that knows only HSDS says how many are taken by what is available; null says that nobody knows. */
function takenOf({ occupied, maximum, available, updated }: Service["service_capacities"][number]) {
  if (occupied !== undefined) return occupied;
  return updated && maximum ? Math.max(0, maximum - available) : null;
}

function filled(values: Partial<Record<Column, unknown>>): Row {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (value === null || value === undefined || value === "") return [];
      return [[name, typeof value === "boolean" ? (value ? "yes" : "no") : String(value)]];
    }),
  );
}

/** Lines of a table as services; lines of one place are one service. */
export function hsdsFromRows(rows: readonly Row[]): Service[] {
  const places = Map.groupBy(rows, ({ service_id }) => service_id ?? "");
  return [...places].map(([id, lines]) => {
    const [first = {}] = lines;
    const number = (text: string | undefined) => (text ? Number(text) : null);
    const schedules = [
      ...(first.schedule ? [{ id: idOf(id, "hours"), description: first.schedule }] : []),
      ...(first.intake_schedule
        ? [{ id: idOf(id, INTAKE), description: first.intake_schedule, attending_type: INTAKE }]
        : []),
    ];
    return {
      id,
      name: first.name ?? "",
      status: "active",
      minimum_age: number(first.minimum_age),
      maximum_age: number(first.maximum_age),
      assured_date: first.assured_date ?? null,
      organization: {
        id: idOf(id, "organization"),
        name: first.name ?? "",
        description: first.name ?? "",
        legal_status: first.organization_type ?? null,
      },
      phones: (first.phone ?? "")
        .split("; ")
        .filter(Boolean)
        .map((phone) => ({ id: idOf(id, phone), number: phone })),
      schedules,
      required_documents: first.required_document
        ? [{ id: idOf(id, "document"), document: first.required_document }]
        : [],
      service_at_locations: [
        {
          id: idOf(id, "at"),
          location: {
            id: idOf(id, "location"),
            location_type: "physical",
            latitude: number(first.latitude),
            longitude: number(first.longitude),
            addresses: [
              {
                id: idOf(id, "address"),
                address_1: first.address_1 ?? "",
                city: first.city ?? "",
                state_province: first.region ?? "",
                postal_code: "",
                country: first.region?.startsWith("KZ") ? "KZ" : "RU",
                address_type: "physical",
              },
            ],
          },
        },
      ],
      service_capacities: lines.map((line, at) => {
        const [occupied, outOfUse, held] = [line.occupied, line.out_of_use, line.held].map(number);
        const taken = (occupied ?? 0) + (outOfUse ?? 0) + (held ?? 0);
        const maximum = number(line.maximum) ?? 0;
        return {
          id: line.capacity_id ?? idOf(id, `capacity ${at}`),
          unit: {
            id: idOf("unit", line.unit ?? ""),
            name: line.unit ?? "",
            identifier: line.unit ?? "",
          },
          available: Math.max(0, maximum - taken),
          maximum,
          occupied: number(line.occupied),
          out_of_use: number(line.out_of_use),
          held: number(line.held),
          funded: number(line.funded),
          confirm_every: number(line.confirm_every),
          updated: line.updated ?? null,
          description: line.description ?? null,
        };
      }),
      ...Object.fromEntries(OWN.map((name) => [name, first[name] ?? null])),
    };
  });
}

/** The same id for the same part at each export. */
function idOf(...parts: readonly string[]): string {
  const hash = createHash("sha256").update(parts.join("\n")).digest("hex");
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
