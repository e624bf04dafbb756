/** A thing that a deed was done to, by the name that its address has for it, such as "sku", and what it is called there. */
export type Named = { field: string; value: string }

/** An id of ours, which names nothing to a reader. */
const ID = /^[a-z]{2,5}_[0-9a-z]{20,26}$/
const HIDDEN = '•••'

export function isId(text: string): boolean {
  return ID.test(text)
}

/** What the address of a deed names, "PATCH /catalogue/products/:sku" of "/catalogue/products/MUG", in its order; nothing where they are not alike, and of what is hidden. */
export function namedIn(deed: string, subject: string): Named[] {
  const [template, told] = [deed.replace(/^\w+ /, '').split('/'), subject.split('/')]
  if (template.length !== told.length || template.some((part, place) => !part.startsWith(':') && part !== told[place])) return []
  return template.flatMap((part, place) => (part.startsWith(':') && told[place] !== HIDDEN ? [{ field: part.slice(1), value: decodeURIComponent(told[place] ?? '') }] : []))
}
