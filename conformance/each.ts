/**
 * A case with one row of its `each` put in: `<name>` alone becomes the row's value, inside a longer text its characters.
 * The row itself is told in the name, unless the name already holds one of its values.
 */
export function fillRow(document: unknown, row: Readonly<Record<string, unknown>>): unknown {
  const filled = fill(document, row) as { name?: unknown }
  const { name } = document as { name?: unknown }
  if (typeof name !== 'string' || /<\w+>/.test(name)) return filled
  return { ...filled, name: `${name} (${Object.values(row).filter((value) => typeof value !== 'object').map(text).join(', ')})` }
}

function fill(value: unknown, row: Readonly<Record<string, unknown>>): unknown {
  if (typeof value === 'string') return fillText(value, row)
  if (Array.isArray(value)) return value.map((each) => fill(each, row))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'each').map(([key, each]) => [text(fillText(key, row)), fill(each, row)]))
}

function fillText(value: string, row: Readonly<Record<string, unknown>>): unknown {
  const alone = /^<(\w+)>$/.exec(value)?.[1]
  if (alone !== undefined && alone in row) return row[alone]
  return value.replace(/<(\w+)>/g, (whole, name: string) => (name in row ? text(row[name]) : whole))
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
