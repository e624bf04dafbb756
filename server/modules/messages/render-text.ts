import type { Locale } from '#engine/text'
import { AppError } from '#server/platform/errors'
import { sayInMail } from '#server/platform/mail/words'
import { FIELDS, fieldsOf, type Kind } from './kinds.ts'

/** Subject and body; `{name}` stands for a field, an empty line begins a paragraph. */
export type Text = { subject: string; body: string }

const FIELD = /\{([^{}]*)\}/g

/** The text that a kind has in a language until the store writes its own. */
export function defaultText(kind: Kind, locale: Locale): Text {
  const asThey = Object.fromEntries(fieldsOf(kind).map((name) => [name, `{${name}}`]))
  return { subject: sayInMail(locale, `${kind}.subject`, asThey), body: sayInMail(locale, `${kind}.body`, asThey) }
}

/** Puts values into a text. A paragraph in which nothing is left is left out; a value is text, whatever it looks like. */
export function renderText({ subject, body }: Text, fields: Readonly<Record<string, string>>): { subject: string; paragraphs: string[] } {
  const fill = (text: string) => text.replace(FIELD, (_, name: string) => fields[name] ?? '').trim()
  return { subject: fill(subject).replace(/\s+/g, ' '), paragraphs: body.split(/\n\s*\n/).map(fill).filter((paragraph) => paragraph !== '') }
}

/**
 * Sees that a text names what there is, and what the mail must say; a code stands in its mail by itself, below the text.
 * @throws AppError messages.unknown_field, messages.missing_field, messages.stray_brace
 */
export function requireFields(kind: Kind, { subject, body }: Text): void {
  const known = fieldsOf(kind)
  const named = [...`${subject}\n${body}`.matchAll(FIELD)].map(([, name]) => name as string)
  const unknown = named.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new AppError('invalid', 'messages.unknown_field', { field: unknown, known: known.join(', ') })
  for (const [place, text] of [['subject', subject], ['body', body]] as const) if (/[{}]/.test(text.replace(FIELD, ''))) throw new AppError('invalid', 'messages.stray_brace', { place })
  const missing = FIELDS[kind].must.find((name) => !body.includes(`{${name}}`))
  if (missing !== undefined) throw new AppError('invalid', 'messages.missing_field', { field: missing })
}
