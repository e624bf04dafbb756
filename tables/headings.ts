/** The headings by which each field is known, plain; those of a field by how well they fit, the best first. */
export type Headings<F extends string> = Readonly<Record<F, readonly string[]>>

/** What each column seems to be, by its heading; null where nothing is known of it. A field is had once: of several that fit, the best, and of those the first. */
export function fieldsOf<F extends string>(headings: readonly string[], known: Headings<F>): (F | null)[] {
  const fieldOf = new Map((Object.keys(known) as F[]).flatMap((field) => known[field].map((heading, rank) => [heading, { field, rank }] as const)))
  const seen = headings.map((heading) => fieldOf.get(plainHeading(heading)) ?? null)
  return seen.map((one, place) => (one !== null && seen.every((other, at) => other?.field !== one.field || one.rank < other.rank || (one.rank === other.rank && place <= at)) ? one.field : null))
}

/** A heading without what is said beside it in brackets, and without spaces and signs; full-width letters as plain ones. */
function plainHeading(heading: string): string {
  return heading.normalize('NFKC').toLowerCase().replaceAll(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, '').replaceAll(/[^\p{L}\p{N}]/gu, '')
}
