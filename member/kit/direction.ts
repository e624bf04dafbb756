/** Whether a language is written from right to left. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return /^(?:ar|he|fa|ur)\b/.test(locale) ? 'rtl' : 'ltr'
}
