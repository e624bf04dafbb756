const NEEDS_ESCAPE = /[%|\p{Cc}\p{Surrogate}]/u
const ESCAPED = /[%|\p{Cc}\p{Surrogate}]/gu

/** The key of an event within its store: readable, and its own for each (source, sourceId), whatever characters they hold. */
export function eventKey(source: string, sourceId: string): string {
  return `${part(source)}|${part(sourceId)}`
}

/**
 * The id of the n-th lot that a rule opens for an event, or for one line of it. It depends on nothing but its arguments, so a
 * replay finds the same lots; different arguments give different ids, and no lot's id is an event's key.
 */
// oxlint-disable-next-line max-params -- the five parts of one identity; an object for each would be made for every lot
export function lotId(source: string, sourceId: string, rule: string, line: string | undefined, n: number): string {
  // An absent line is written as nothing, an empty one as a bare "%", which no escaped text can be.
  const linePart = line === undefined ? '' : line === '' ? '%' : part(line)
  return `${part(source)}|${part(sourceId)}|${part(rule)}|${linePart}|${n}`
}

/** Escapes the separator, the escape itself, and what a database's UTF-8 text would not keep: controls and lone surrogates. */
function part(text: string): string {
  return NEEDS_ESCAPE.test(text) ? text.replace(ESCAPED, percentCode) : text
}

function percentCode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}
