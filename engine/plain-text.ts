import { Type } from 'typebox'

/** No control characters and no half surrogate pairs: neither survives a database's text. */
export const PLAIN = '^[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]*$'

/** An id or a name that others gave, on one line. */
export const PlainText = Type.String({ minLength: 1, maxLength: 200, pattern: PLAIN, description: 'a text of 1 to 200 characters on one line' })
