import { LOCALES, type Locale } from '#engine/text'
import { AppError } from '#server/platform/errors'
import { KINDS, type Kind } from './kinds.ts'

/** A kind by its name. @throws AppError messages.unknown_kind */
export function requireKind(name: string): Kind {
  const kind = KINDS.find((one) => one === name)
  if (kind === undefined) throw new AppError('not_found', 'messages.unknown_kind', { kind: name, known: KINDS.join(', ') })
  return kind
}

/** A text's place by its names. @throws AppError messages.unknown_kind, messages.unknown_language */
export function requirePlace({ kind, language }: { kind: string; language: string }): { kind: Kind; language: Locale } {
  const known = requireKind(kind)
  const spoken = LOCALES.find((one) => one === language)
  if (spoken === undefined) throw new AppError('not_found', 'messages.unknown_language', { language, known: LOCALES.join(', ') })
  return { kind: known, language: spoken }
}
