import type { ProgramDocument } from './schema.ts'

/** What is left of a value once everything that has a wrong shape is taken out: any field, any item may be missing. */
export type Draft<T> = T extends readonly (infer Item)[]
  ? (Draft<Item> | undefined)[]
  : T extends object ? { [Key in keyof T]?: Draft<T[Key]> | undefined } : T

export type DraftDocument = Draft<ProgramDocument>
export type DraftRule = NonNullable<NonNullable<DraftDocument['earn']>[number]>
export type DraftTrack = NonNullable<NonNullable<DraftDocument['tiers']>[number]>
export type DraftMarket = NonNullable<NonNullable<DraftDocument['markets']>[string]>

/** The items that are there, with the index each has in the document. */
export function itemsOf<T>(list: readonly (T | undefined)[] | undefined): [index: number, item: T][] {
  return (list ?? []).flatMap((item, index) => (item === undefined ? [] : [[index, item] as [number, T]]))
}

/** The entries that are there, by name. */
export function entriesOf<T>(record: Readonly<Record<string, T | undefined>> | undefined): [name: string, entry: T][] {
  return Object.entries(record ?? {}).flatMap(([name, entry]) => (entry === undefined ? [] : [[name, entry] as [string, T]]))
}
